import { decimal, type DecimalInput } from '#common/decimal';
import type { Text } from '#common/errors';

/** How far an order is carried out. */
export const PROGRESS = {
  none: { zh: '未开始', en: 'None' },
  partial: { zh: '部分', en: 'Partial' },
  full: { zh: '全部', en: 'Full' },
} as const satisfies Record<string, Text>;
export type Progress = keyof typeof PROGRESS;

/**
 * When an order waits to be invoiced, as a condition: what was carried out is more than what was invoiced. Where both are partial only the lines know, and
 * `open` says it for them.
 * @param done field that says how far the order was carried out
 * @param invoiced field that says how far it was invoiced
 * @param open field that says whether more of some line was carried out than invoiced
 */
export function toInvoice(done: string, invoiced: string, open: string): string {
  return `${invoiced} in ["none", "partial"] && (${done} == "full" || (${done} == "partial" && (${invoiced} == "none" || ${open})))`;
}

export function progressOf(lines: readonly { readonly quantity: DecimalInput; readonly done: DecimalInput }[]): Progress {
  if (lines.every(({ quantity, done }) => decimal(done).gte(decimal(quantity)))) return 'full';
  return lines.some(({ done }) => decimal(done).gt(0)) ? 'partial' : 'none';
}
