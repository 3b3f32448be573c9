import { decimal, round, sum } from '#common/decimal';
import { refuse } from '#common/errors';
import { beforeSave, onAction } from '#core/module';
import type { Work } from '#core/records/work.ts';
import { reverse, spreadPriceDifference } from '#modules/inventory';
import { Supplier } from '#modules/party';
import { addDays, cancelInput, given, less, lineAmounts, money, partOf, plus } from '#modules/terms';
import { lineOf, progress, stillToBill, type Order, type Progressed } from './order-lines.ts';
import { PURCHASING } from './program.ts';
import { PurchaseInvoice } from './purchase-invoice.ts';
import { PurchaseOrder } from './purchase-order.ts';

interface Billed {
  readonly id: string;
  readonly orderLine: string;
  readonly quantity: string;
  readonly price: string | null;
  readonly taxRate: string | null;
}

/** What a bill's lines come to, and the value at which the same goods were received. */
function priced(order: Order, rows: readonly Billed[]) {
  return rows.map((row) => {
    const line = lineOf(order, row.orderLine);
    const price = row.price ?? line.price;
    const taxRate = row.taxRate ?? line.taxRate ?? '0';
    const { net, tax, total } = lineAmounts({ quantity: row.quantity, price, taxRate });
    const receivedAmount = partOf(less(line.receivedAmount, line.clearedAmount), stillToBill(line), row.quantity);
    return { id: row.id, product: line.product, price, taxRate, net, tax, total, receivedAmount };
  });
}

function totals(lines: ReturnType<typeof priced>) {
  const of = (field: 'net' | 'tax' | 'total' | 'receivedAmount'): string => round(sum(lines.map((line) => line[field])), 2);
  return { netAmount: of('net'), taxAmount: of('tax'), totalAmount: of('total'), receivedAmount: of('receivedAmount') };
}

/** Fills a bill being written from its order, and refuses one that is already there. */
export const billValues = beforeSave(PurchaseInvoice, PURCHASING, async (work, next) => {
  if (next.state !== 'draft' || next.order === null) return;
  const order = await work.get(PurchaseOrder, next.order);
  await refuseSecond(work, next.id, order.supplier, next.supplierInvoiceNumber);
  const dueDate = next.dueDate ?? addDays(next.date, (await work.get(Supplier, order.supplier)).paymentDays);
  const lines = priced(order, next.lines);
  return { supplier: order.supplier, dueDate, lines, ...totals(lines), outstandingAmount: totals(lines).totalAmount };
});

/** The same bill entered twice is refused by supplier and number; a cancelled one may be entered anew. */
async function refuseSecond(work: Work, id: string, supplier: string, supplierInvoiceNumber: string): Promise<void> {
  const same = await work.list(PurchaseInvoice, { where: { supplier, supplierInvoiceNumber, state: ['draft', 'posted'] }, limit: 2 });
  const other = same.find((invoice) => invoice.id !== id);
  if (!other) return;
  throw refuse(
    'duplicate',
    `该供应商的发票 ${supplierInvoiceNumber} 已登记（${other.number ?? '草稿'}），请核对发票号。`,
    `Bill ${supplierInvoiceNumber} of this supplier has been entered already (${other.number ?? 'draft'}). Check the number.`,
    { fields: ['supplierInvoiceNumber'] },
  );
}

/** Three-way match 三单匹配: what is billed must have been ordered and received. */
function match(order: Order, rows: readonly Billed[]): void {
  for (const row of rows) {
    const line = lineOf(order, row.orderLine);
    const open = stillToBill(line);
    if (decimal(row.quantity).lte(open)) continue;
    const { quantity: ordered, receivedQuantity: received } = line;
    throw refuse(
      'rule',
      `第 ${line.position} 行三单不符：订购 ${ordered}，已收 ${received}，可开票 ${open}，本次开票 ${row.quantity}。请先收货或更正数量。`,
      `Line ${line.position} does not match: ordered ${ordered}, received ${received}, ${open} left to bill, but ${row.quantity} billed. `
        + 'Receive the goods first or correct the quantity.',
      { fields: [`lines.${line.position - 1}.quantity`], facts: { ordered, received, open, billed: row.quantity } },
    );
  }
}

export const postBill = onAction(PurchaseInvoice, 'post', PURCHASING, async (work, invoice) => {
  const order = await work.get(PurchaseOrder, invoice.order);
  match(order, invoice.lines);
  const lines = priced(order, invoice.lines);
  const changes = new Map<string, Progressed>();
  const differences = invoice.lines.map((row, index) => {
    const line = lineOf(order, row.orderLine);
    if (changes.has(line.id))
      throw refuse('rule', '同一订单行出现了两次，请合并。', 'A line of the order is named twice; put it together.', { fields: ['lines'] });
    const { net = '0', receivedAmount = '0' } = lines[index] ?? {};
    changes.set(line.id, {
      billedQuantity: plus(line.billedQuantity, row.quantity),
      clearedAmount: money(plus(line.clearedAmount, receivedAmount)),
    });
    return {
      product: line.product,
      warehouse: line.receivedInto ?? order.warehouse,
      quantity: row.quantity,
      difference: money(less(net, receivedAmount)),
    };
  });
  const source = { object: PurchaseInvoice.name, id: invoice.id, number: invoice.number };
  const { toStock, toCost } = await spreadPriceDifference(work, { source, date: invoice.date }, differences);
  await progress(work, order, changes);
  const sums = totals(lines);
  return {
    patch: { lines, ...sums, stockDifference: toStock, costDifference: toCost, paidAmount: '0', outstandingAmount: sums.totalAmount },
  };
});

export const cancelBill = onAction(PurchaseInvoice, 'cancel', PURCHASING, async (work, invoice, input) => {
  if (!decimal(invoice.paidAmount).isZero()) {
    throw refuse('rule', '发票已付款，不能作废。请先作废付款单。', 'Money has been paid on this bill. Cancel the payment first.');
  }
  const { date } = given(cancelInput, input);
  const cancelledOn = date ?? work.today();
  const order = await work.get(PurchaseOrder, invoice.order);
  const changes = new Map<string, Progressed>();
  for (const row of invoice.lines) {
    const line = lineOf(order, row.orderLine);
    changes.set(line.id, {
      billedQuantity: less(line.billedQuantity, row.quantity),
      clearedAmount: money(less(line.clearedAmount, row.receivedAmount)),
    });
  }
  await reverse(work, { source: { object: PurchaseInvoice.name, id: invoice.id, number: invoice.number }, date: cancelledOn });
  await progress(work, order, changes);
  return { patch: { cancelledOn, outstandingAmount: '0' } };
});
