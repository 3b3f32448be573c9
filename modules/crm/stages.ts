import type { Text } from '#common/errors';

/** Steps of an open opportunity, in order. */
export const STAGES = {
  prospecting: { zh: '初步接触', en: 'Prospecting' },
  needs: { zh: '需求分析', en: 'Needs analysis' },
  proposal: { zh: '方案报价', en: 'Proposal' },
  negotiation: { zh: '谈判', en: 'Negotiation' },
} as const satisfies Record<string, Text>;
export type Stage = keyof typeof STAGES;

/** How likely it is won, in percent; the usual figures, which the firm replaces by its own. */
export const LIKELIHOOD: Readonly<Record<Stage, number>> = { prospecting: 10, needs: 25, proposal: 50, negotiation: 75 };

/** The step after this one, if there is one. */
export function nextStage(stage: Stage): Stage | undefined {
  const order = Object.keys(STAGES) as Stage[];
  return order[order.indexOf(stage) + 1];
}
