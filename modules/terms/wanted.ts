import { decimal } from '#common/decimal';
import { refuse } from '#common/errors';

/** A line of an order, and how much of it is still open. */
export interface OpenLine<Line> {
  readonly line: Line;
  readonly quantity: string;
}

/**
 * Which lines an action is about: those named, each with its quantity (all that is open where none is given); every open line when
 * none is named.
 * @param open how much of a line can still be taken
 * @throws PanshiError `rule` for a line that is not of this order, named twice, or when nothing is open
 */
export function wantedLines<Line extends { readonly id: string }>(
  lines: readonly Line[],
  named: readonly { readonly line?: string | null | undefined; readonly quantity?: string | null | undefined }[] | undefined,
  open: (line: Line) => string,
): OpenLine<Line>[] {
  const wanted = named?.length
    ? named.map((row) => ({ line: ofOrder(lines, row.line), quantity: row.quantity }))
    : lines.map((line) => ({ line, quantity: undefined }));
  if (new Set(wanted.map(({ line }) => line.id)).size < wanted.length) {
    throw refuse('rule', '同一订单行出现了两次，请合并。', 'A line of the order is named twice; put it together.', { fields: ['lines'] });
  }
  const taken = wanted
    .map(({ line, quantity }) => ({ line, quantity: quantity ?? open(line) }))
    .filter(({ quantity }) => decimal(quantity).gt(0));
  if (taken.length === 0)
    throw refuse('rule', '没有可处理的数量，订单行均已完成。', 'Nothing is open on this order; all its lines are done.', {
      fields: ['lines'],
    });
  return taken;
}

function ofOrder<Line extends { readonly id: string }>(lines: readonly Line[], id: string | null | undefined): Line {
  const line = lines.find((candidate) => candidate.id === id);
  if (!line)
    throw refuse('rule', '所给的行不属于该订单，请刷新后重选。', 'The line given is not one of this order; reload it and choose again.', {
      fields: ['lines'],
    });
  return line;
}

/**
 * Refuses more than is open.
 * @param what the thing done, in both languages: `交货`, `deliver`
 */
export function refuseExcess(what: { readonly zh: string; readonly en: string }, position: number, wanted: string, open: string): void {
  if (decimal(wanted).lte(decimal(open))) return;
  throw refuse(
    'rule',
    `第 ${position} 行最多还能${what.zh} ${open}，所给为 ${wanted}，请减少数量。`,
    `Line ${position} has ${open} left to ${what.en}, but ${wanted} is given; enter a smaller quantity.`,
    { fields: [`lines.${position - 1}.quantity`], facts: { open, wanted } },
  );
}
