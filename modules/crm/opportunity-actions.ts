import { refuse } from '#common/errors';
import { onAction } from '#core/module';
import { SalesQuote } from '#modules/sales';
import { given } from '#modules/terms';
import { loseInput } from './lead.ts';
import { Opportunity, winInput } from './opportunity.ts';
import { CRM } from './program.ts';
import { LIKELIHOOD, nextStage } from './stages.ts';

export const advanceOpportunity = onAction(Opportunity, 'advance', CRM, async (_work, opportunity) => {
  const stage = nextStage(opportunity.stage);
  if (!stage) throw refuse('rule', '商机已在最后阶段，请选择赢单或输单。', 'The opportunity is at its last stage. Win or lose it.');
  return { patch: { stage, probability: LIKELIHOOD[stage] } };
});

/** Won; where products were noted, a draft quote takes them over. */
export const winOpportunity = onAction(Opportunity, 'win', CRM, async (work, opportunity, input) => {
  if (opportunity.lines.length === 0) return { patch: { probability: 100 } };
  const quote = await work.create(SalesQuote, {
    customer: opportunity.customer,
    opportunity: opportunity.id,
    employee: opportunity.employee,
    date: given(winInput, input).date ?? work.today(),
    ownerId: opportunity.ownerId,
    departmentId: opportunity.departmentId,
    lines: opportunity.lines.map(({ product, quantity, price, discount }) => ({ product, quantity, price, discount })),
  });
  return { patch: { probability: 100, quote: quote.id }, created: [{ object: SalesQuote.name, id: quote.id, number: quote.number }] };
});

export const loseOpportunity = onAction(Opportunity, 'lose', CRM, async (_work, _opportunity, input) => ({
  patch: { probability: 0, lostReason: given(loseInput, input).reason ?? null },
}));
