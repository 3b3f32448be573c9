import { Decimal } from '#common/decimal';
import type { Row } from '#renderer/grid';
import type { Lane } from './use-board.ts';

/** A card that was let go over another column, before it is known whether it stays there. */
export interface Dropped {
  readonly row: Row;
  /** Place of the column. */
  readonly to: number;
}

type Shown = Pick<Lane, 'cards' | 'count' | 'sum'>;

/**
 * The columns as they look while a card stands where it was dropped; what the host told of them is not touched, so that it can go back.
 * @param amount the field that columns are added up by
 */
export function laidOut<L extends Shown>(lanes: readonly L[], dropped: Dropped | undefined, amount: string | undefined): readonly L[] {
  if (dropped === undefined) return lanes;
  const { row, to } = dropped;
  return lanes.map((lane, at) => {
    const others = lane.cards.filter(({ id }) => id !== row.id);
    const stood = others.length < lane.cards.length;
    if (at === to) return { ...lane, cards: [row, ...others], ...(stood ? {} : changed(lane, row, 1, amount)) };
    return stood ? { ...lane, cards: others, ...changed(lane, row, -1, amount) } : lane;
  });
}

function changed({ count, sum }: Shown, row: Row, by: 1 | -1, amount: string | undefined): Pick<Shown, 'count' | 'sum'> {
  const worth = amount === undefined ? undefined : row[amount];
  const isKnown = typeof worth === 'string' && row._masked?.includes(amount ?? '') !== true;
  return { count: count + by, sum: isKnown ? new Decimal(sum ?? '0').plus(new Decimal(worth).times(by)).toFixed() : sum };
}
