import { decimal, round, sum } from '#common/decimal';
import { refuse } from '#common/errors';
import { beforeSave, onAction } from '#core/module';
import { Customer } from '#modules/party';
import { addDays, cancelInput, given, less, money, partOf, plus, refuseExcess } from '#modules/terms';
import { lineOf, progress, refuseTwice, stillToInvoice, type Order, type Progressed } from './order-lines.ts';
import { SALES } from './program.ts';
import { SalesInvoice } from './sales-invoice.ts';
import { SalesOrder } from './sales-order.ts';

type Given = readonly { readonly id: string; readonly orderLine: string; readonly quantity: string }[];

/** Each line takes its part of the order line's amounts; the last part takes all that is left, so that the invoices sum to the order. */
function priced(order: Order, rows: Given) {
  return rows.map(({ id, orderLine, quantity }) => {
    const line = lineOf(order, orderLine);
    const open = less(line.quantity, line.invoicedQuantity);
    const net = partOf(less(line.net, line.invoicedNet), open, quantity);
    const tax = partOf(less(line.tax, line.invoicedTax), open, quantity);
    const { product, price, discount, taxRate } = line;
    return { id, product, price, discount, taxRate, net, tax, total: money(plus(net, tax)) };
  });
}

/** Freight is charged once an order, on the first of its invoices. */
function totals(order: Order, lines: ReturnType<typeof priced>) {
  const freight = order.freightInvoice === null ? money(order.freight) : '0.00';
  const netAmount = round(sum(lines.map((line) => line.net)), 2);
  const taxAmount = round(sum(lines.map((line) => line.tax)), 2);
  const totalAmount = round(sum([netAmount, taxAmount, freight]), 2);
  return { netAmount, taxAmount, freight, totalAmount, outstandingAmount: totalAmount };
}

/** Fills an invoice being written from its order. */
export const invoiceValues = beforeSave(SalesInvoice, SALES, async (work, next) => {
  if (next.state !== 'draft' || next.order === null) return;
  const order = await work.get(SalesOrder, next.order);
  const dueDate = next.dueDate ?? addDays(next.date, (await work.get(Customer, order.customer)).paymentDays);
  const lines = priced(order, next.lines).map((line, index) => {
    const { description } = next.lines[index] ?? {};
    return { ...line, description: description ?? lineOf(order, next.lines[index]?.orderLine ?? '').description };
  });
  return { customer: order.customer, dueDate, lines, ...totals(order, lines) };
});

export const postInvoice = onAction(SalesInvoice, 'post', SALES, async (work, invoice) => {
  const order = await work.get(SalesOrder, invoice.order);
  refuseTwice(invoice.lines);
  const lines = priced(order, invoice.lines);
  const changes = new Map<string, Progressed>();
  invoice.lines.forEach((row, index) => {
    const line = lineOf(order, row.orderLine);
    refuseExcess({ zh: '开票', en: 'invoice' }, line.position, row.quantity, stillToInvoice(line));
    const { net = '0', tax = '0' } = lines[index] ?? {};
    changes.set(line.id, {
      invoicedQuantity: plus(line.invoicedQuantity, row.quantity),
      invoicedNet: money(plus(line.invoicedNet, net)),
      invoicedTax: money(plus(line.invoicedTax, tax)),
    });
  });
  const sums = totals(order, lines);
  await progress(work, order, changes, {
    invoicedAmount: money(plus(order.invoicedAmount, sums.totalAmount)),
    ...(order.freightInvoice === null ? { freightInvoice: invoice.id } : {}),
  });
  return { patch: { lines, ...sums, paidAmount: '0' } };
});

export const cancelInvoice = onAction(SalesInvoice, 'cancel', SALES, async (work, invoice, input) => {
  if (!decimal(invoice.paidAmount).isZero()) {
    throw refuse('rule', '发票已收款，不能作废。请先作废收款单。', 'Money has been received on this invoice. Cancel the receipt first.');
  }
  const order = await work.get(SalesOrder, invoice.order);
  const changes = new Map<string, Progressed>();
  for (const row of invoice.lines) {
    const line = lineOf(order, row.orderLine);
    changes.set(line.id, {
      invoicedQuantity: less(line.invoicedQuantity, row.quantity),
      invoicedNet: money(less(line.invoicedNet, row.net)),
      invoicedTax: money(less(line.invoicedTax, row.tax)),
    });
  }
  await progress(work, order, changes, {
    invoicedAmount: money(less(order.invoicedAmount, invoice.totalAmount)),
    ...(order.freightInvoice === invoice.id ? { freightInvoice: null } : {}),
  });
  return { patch: { cancelledOn: given(cancelInput, input).date ?? work.today(), outstandingAmount: '0' } };
});
