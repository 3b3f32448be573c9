import { decimal, Decimal } from '#common/decimal';
import { refuse } from '#common/errors';
import { onAction } from '#core/module';
import { given, wantedLines } from '#modules/terms';
import { checkCredit } from './credit.ts';
import { Delivery } from './delivery.ts';
import { stillToDeliver, stillToInvoice, type OrderLine } from './order-lines.ts';
import { SALES } from './program.ts';
import { SalesInvoice } from './sales-invoice.ts';
import { deliverInput, invoiceInput, SalesOrder } from './sales-order.ts';
import { acceptInput, SalesQuote } from './sales-quote.ts';

export const submitOrder = onAction(SalesOrder, 'submit', SALES, async (work, order) => {
  await checkCredit(work, order);
});

/** Goods leave: a delivery is made and posted. */
export const deliverOrder = onAction(SalesOrder, 'deliver', SALES, async (work, order, input) => {
  const { date, warehouse, lines } = given(deliverInput, input);
  const taken = wantedLines(order.lines, lines, stillToDeliver);
  const delivery = await work.create(Delivery, {
    order: order.id,
    date: date ?? work.today(),
    warehouse: warehouse ?? order.warehouse,
    shipper: order.shipper,
    ownerId: order.ownerId,
    departmentId: order.departmentId,
    lines: taken.map(({ line, quantity }) => ({ orderLine: line.id, quantity })),
  });
  const { id, number } = await work.act(Delivery, delivery.id, 'post');
  return { created: [{ object: Delivery.name, id, number }] };
});

/** Invoices all that was delivered and not yet invoiced, or what of it went out with one delivery. */
export const invoiceOrder = onAction(SalesOrder, 'invoice', SALES, async (work, order, input) => {
  const { date, delivery } = given(invoiceInput, input);
  const taken = wantedLines(order.lines, undefined, delivery ? await within(work, order.id, delivery) : stillToInvoice);
  const invoice = await work.create(SalesInvoice, {
    order: order.id,
    date: date ?? work.today(),
    ownerId: order.ownerId,
    departmentId: order.departmentId,
    lines: taken.map(({ line, quantity }) => ({ orderLine: line.id, quantity })),
  });
  const { id, number } = await work.act(SalesInvoice, invoice.id, 'post');
  return { created: [{ object: SalesInvoice.name, id, number }] };
});

async function within(work: Parameters<typeof checkCredit>[0], order: string, id: string): Promise<(line: OrderLine) => string> {
  const delivery = await work.get(Delivery, id);
  if (delivery.order !== order || delivery.state !== 'posted') {
    throw refuse('rule', '所给的出库单不属于该订单，或未过账。', 'The delivery given is not a posted one of this order.', {
      fields: ['delivery'],
    });
  }
  const sent = new Map(delivery.lines.map((line) => [line.orderLine, line.quantity]));
  return (line) => Decimal.min(decimal(sent.get(line.id)), decimal(stillToInvoice(line))).toFixed();
}

/** An order from which goods left cannot be cancelled any more, only closed. */
export const cancelOrder = onAction(SalesOrder, 'cancel', SALES, async (_work, order) => {
  if (order.lines.every((line) => decimal(line.deliveredQuantity).isZero())) return;
  throw refuse(
    'rule',
    '订单已交货，不能取消。请先作废出库单，或关闭订单。',
    'Goods left for this order, so it cannot be cancelled. Cancel the deliveries first, or close the order.',
  );
});

/** A quote accepted becomes a draft order on the same terms. */
export const acceptQuote = onAction(SalesQuote, 'accept', SALES, async (work, quote, input) => {
  const { date } = given(acceptInput, input);
  const order = await work.create(SalesOrder, {
    customer: quote.customer,
    quote: quote.id,
    date: date ?? work.today(),
    employee: quote.employee,
    freight: quote.freight,
    ownerId: quote.ownerId,
    departmentId: quote.departmentId,
    lines: quote.lines.map(({ product, description, quantity, price, discount, taxRate }) => ({
      product,
      description,
      quantity,
      price,
      discount,
      taxRate,
    })),
  });
  return { patch: { order: order.id }, created: [{ object: SalesOrder.name, id: order.id, number: order.number }] };
});
