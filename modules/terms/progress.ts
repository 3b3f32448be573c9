import { decimal, type DecimalInput } from '#common/decimal';
import type { Text } from '#common/errors';

/** How far an order is carried out. */
export const PROGRESS = {
  none: { zh: '未开始', en: 'None' },
  partial: { zh: '部分', en: 'Partial' },
  full: { zh: '全部', en: 'Full' },
} as const satisfies Record<string, Text>;
export type Progress = keyof typeof PROGRESS;

export function progressOf(lines: readonly { readonly quantity: DecimalInput; readonly done: DecimalInput }[]): Progress {
  if (lines.every(({ quantity, done }) => decimal(done).gte(decimal(quantity)))) return 'full';
  return lines.some(({ done }) => decimal(done).gt(0)) ? 'partial' : 'none';
}
