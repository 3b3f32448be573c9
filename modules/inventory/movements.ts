import { decimal, round, sum } from '#common/decimal';
import { refuse } from '#common/errors';
import type { Work } from '#core/records/work.ts';
import { OnHand, type Place } from './on-hand.ts';
import { INVENTORY } from './program.ts';
import { StockAdjustment } from './stock-adjustment.ts';
import { StockMove } from './stock-move.ts';
import { bringIn, revalue, splitDifference, takeBack, takeOut, type Moved } from './valuation/index.ts';

/** The document a movement belongs to. */
export interface Source {
  readonly object: string;
  readonly id: string;
  readonly number: string | null;
}

export interface Movement {
  readonly source: Source;
  readonly date: string;
}

export interface IssueLine extends Place {
  readonly quantity: string;
}
export interface ReceiveLine extends IssueLine {
  /** Value of the whole line in company currency, 2 places; 0 for a free receipt. */
  readonly value: string;
}

type Item = Place & Readonly<Record<'quantity' | 'unitCost' | 'value' | 'balanceQuantity' | 'balanceValue', string>>;

/** Takes goods into stock at the value given. */
export async function receive(
  work: Work,
  movement: Movement,
  lines: readonly ReceiveLine[],
  kind: 'receipt' | 'return' = 'receipt',
): Promise<void> {
  const own = work.as(INVENTORY);
  const onHand = await OnHand.read(own, lines);
  const entry = new Entry(onHand);
  for (const line of lines) entry.add(line, line.quantity, bringIn(onHand.at(line), line.quantity, line.value));
  await record(own, movement, kind, entry, { recost: true });
}

/**
 * Takes goods out of stock at the moving average.
 * @returns the cost of each line in the order given, positive, 2 places
 * @throws PanshiError `insufficient_stock`
 */
export async function issue(work: Work, movement: Movement, lines: readonly IssueLine[]): Promise<string[]> {
  const own = work.as(INVENTORY);
  const onHand = await OnHand.read(own, lines);
  await onHand.refuseShortage(lines);
  const entry = new Entry(onHand);
  const costs = lines.map((line) => {
    const moved = takeOut(onHand.at(line), line.quantity);
    entry.add(line, decimal(line.quantity).neg().toFixed(), moved);
    return round(decimal(moved.value).neg(), 2);
  });
  await record(own, movement, 'issue', entry, { recost: false });
  return costs;
}

/**
 * Undoes what a document moved, by a movement that puts back the original quantities and values exactly. What stock cannot carry then (the
 * goods were issued meanwhile) is charged to cost of sales by a cost adjustment.
 * @throws PanshiError `insufficient_stock` when a receipt is undone whose goods are gone
 */
export async function reverse(work: Work, movement: Movement): Promise<void> {
  const own = work.as(INVENTORY);
  const { object, id } = movement.source;
  const moves = await own.list(StockMove, { where: { sourceObject: object, sourceId: id } });
  // A movement is never changed, so that it is its reversal which tells that it was undone.
  const undone = new Set(moves.map((move) => move.reverses));
  for (const original of moves.filter((move) => move.reverses === null && !undone.has(move.id))) {
    const onHand = await OnHand.read(own, original.items);
    const back = original.items.filter((item) => decimal(item.quantity).gt(0));
    await onHand.refuseShortage(back);
    const entry = new Entry(onHand);
    for (const item of original.items) {
      const quantity = decimal(item.quantity).neg();
      entry.add(item, quantity.toFixed(), undo(onHand, item));
    }
    await record(own, movement, 'reversal', entry, { recost: true, reverses: original.id });
  }
}

function undo(onHand: OnHand, item: Item): Moved {
  const quantity = decimal(item.quantity);
  if (quantity.isZero()) return revalue(onHand.at(item), decimal(item.value).neg());
  return quantity.gt(0)
    ? takeBack(onHand.at(item), item.quantity, item.value)
    : bringIn(onHand.at(item), quantity.neg(), decimal(item.value).neg());
}

export interface PriceDifference extends Place {
  /** Pieces the difference is about. */
  readonly quantity: string;
  /** Value billed less value received, 2 places. */
  readonly difference: string;
}

/**
 * A bill differs from what was received: the share of the pieces still in stock changes their value, the issued share is for cost of sales.
 * @returns both sums, 2 places
 */
export async function spreadPriceDifference(
  work: Work,
  movement: Movement,
  lines: readonly PriceDifference[],
): Promise<{ toStock: string; toCost: string }> {
  const differing = lines.filter((line) => !decimal(line.difference).isZero());
  if (differing.length === 0) return { toStock: '0.00', toCost: '0.00' };
  const own = work.as(INVENTORY);
  const onHand = await OnHand.read(own, differing);
  const entry = new Entry(onHand);
  for (const line of differing) {
    const { toStock } = splitDifference(onHand.at(line), line.difference, line.quantity);
    if (!decimal(toStock).isZero()) entry.add(line, '0', revalue(onHand.at(line), toStock));
  }
  const toStock = round(sum(entry.items.map((item) => item.value)), 2);
  if (entry.items.length > 0) await record(own, movement, 'adjust', entry, { recost: true });
  return { toStock, toCost: round(sum(differing.map((line) => line.difference)).minus(toStock), 2) };
}

/** The items of one movement as they come about, and what of value could not stay in stock. */
class Entry {
  readonly items: Item[] = [];
  readonly variances: { readonly place: Place; readonly amount: string }[] = [];
  readonly onHand: OnHand;

  constructor(onHand: OnHand) {
    this.onHand = onHand;
  }

  add({ product, warehouse }: Place, quantity: string, { position, value, variance }: Moved): void {
    const unitCost = decimal(quantity).isZero() ? '0' : round(decimal(value).div(quantity), 6);
    const before = decimal(position.value).plus(variance);
    this.items.push({ product, warehouse, quantity, unitCost, value, balanceQuantity: position.quantity, balanceValue: round(before, 2) });
    if (!decimal(variance).isZero()) this.variances.push({ place: { product, warehouse }, amount: variance });
    this.onHand.put({ product, warehouse }, position);
  }
}

interface Recording {
  readonly recost: boolean;
  readonly reverses?: string;
}

type Kind = 'receipt' | 'issue' | 'return' | 'reversal' | 'adjust';

async function record(own: Work, { source, date }: Movement, kind: Kind, entry: Entry, { recost, reverses }: Recording): Promise<void> {
  if (entry.items.length === 0) throw refuse('rule', '单据没有需要移动的库存行。', 'The document has no lines that move stock.');
  const head = { date, sourceObject: source.object, sourceId: source.id, sourceNumber: source.number };
  await own.create(StockMove, { ...head, kind, reverses: reverses ?? null, items: entry.items });
  if (entry.variances.length > 0) await adjust(own, head, entry);
  await entry.onHand.write(recost);
}

async function adjust(
  own: Work,
  head: { date: string; sourceObject: string; sourceId: string; sourceNumber: string | null },
  entry: Entry,
): Promise<void> {
  const charged = round(sum(entry.variances.map(({ amount }) => amount)), 2);
  const { date, sourceObject, sourceId } = head;
  const note = '出库成本与实际入库成本的差额';
  const document = await own.create(StockAdjustment, { date, sourceObject, sourceId, amount: charged, note });
  const items = entry.variances.map(({ place, amount }) => {
    const { quantity, value } = entry.onHand.at(place);
    return {
      ...place,
      quantity: '0',
      unitCost: '0',
      value: round(decimal(amount).neg(), 2),
      balanceQuantity: quantity,
      balanceValue: value,
    };
  });
  const posted = await own.act(StockAdjustment, document.id, 'post');
  await own.create(StockMove, {
    date,
    kind: 'adjust',
    sourceObject: StockAdjustment.name,
    sourceId: document.id,
    sourceNumber: posted.number,
    items,
  });
}
