import { expect, test } from 'vitest';
import { decimal, round, sum } from '#common/decimal';
import { lineNet } from './figures.ts';
import { planReplay } from './plan.ts';
import type { PurchaseOrderPlaced, ReplayEvent } from './plan/event.ts';
import { purchasePrice } from './plan/purchases.ts';
import { readNorthwind } from './read.ts';

const data = readNorthwind();
const plan = planReplay(data);

function all<Type extends ReplayEvent['type']>(type: Type): Extract<ReplayEvent, { type: Type }>[] {
  return plan.filter((event): event is Extract<ReplayEvent, { type: Type }> => event.type === type);
}

const received = (): PurchaseOrderPlaced[] => all('purchase-order').filter((order) => !order.open);

test('played in order, no product is ever short, and each ends with the stock the sample says', () => {
  const stock = new Map(data.products.map((product) => [product.productId, decimal(0)]));
  const short: string[] = [];
  const move = (date: string, productId: string, quantity: string, sign: 1 | -1): void => {
    const left = decimal(stock.get(productId)).plus(decimal(quantity).times(sign));
    if (left.isNegative()) short.push(`${date} ${productId} ${left.toFixed()}`);
    stock.set(productId, left);
  };
  for (const event of plan) {
    if (event.type === 'goods-receipt') for (const line of event.lines) move(event.date, line.productId, line.quantity, 1);
    if (event.type === 'delivery') for (const line of event.lines) move(event.date, line.productId, line.quantity, -1);
  }
  expect(short).toEqual([]);
  expect(Object.fromEntries([...stock].map(([productId, left]) => [productId, left.toFixed()])))
    .toEqual(Object.fromEntries(data.products.map((product) => [product.productId, product.unitsInStock])));
  expect(stock.size).toBe(77);
});

test('all 830 orders are taken, 809 delivered and invoiced, with the sample\'s lines and freight', () => {
  expect(all('sales-order')).toHaveLength(830);
  expect(all('delivery')).toHaveLength(809);
  expect(all('sales-invoice')).toHaveLength(809);
  const lines = all('sales-order').flatMap((order) => order.lines);
  expect(lines).toHaveLength(2155);
  expect(round(sum(lines.map((line) => lineNet(line))), 2)).toBe('1265793.29');
  expect(round(sum(all('sales-order').map((order) => order.freight)), 2)).toBe('64942.69');
  const delivered = new Set(all('delivery').map((delivery) => delivery.orderId));
  const shipped = all('sales-order').filter((order) => delivered.has(order.orderId)).flatMap((order) => order.lines);
  expect(round(sum(shipped.map((line) => lineNet(line))), 2)).toBe('1239855.85');
});

test('customers pay 30 days after the invoice, as far as the history goes', () => {
  // shipped by 1998-04-06 = paid by 1998-05-06
  const due = data.orders.filter((order) => order.shippedDate !== null && order.shippedDate <= '1998-04-06');
  expect(all('receipt').map((receipt) => receipt.orderId).toSorted()).toEqual(due.map((order) => order.orderId).toSorted());
  expect(all('receipt').find((receipt) => receipt.orderId === '10248')?.date).toBe('1996-08-15'); // shipped 1996-07-16
  expect(all('receipt').every((receipt) => receipt.date <= '1998-05-06')).toBe(true);
});

test('units bought = units shipped + units in stock, at 60 % of the list price rounded to cents', () => {
  const bought = sum(received().flatMap((order) => order.lines.map((line) => line.quantity)));
  const shipped = sum(all('delivery').flatMap((delivery) => delivery.lines.map((line) => line.quantity)));
  expect(bought.toFixed()).toBe(shipped.plus(sum(data.products.map((product) => product.unitsInStock))).toFixed());
  expect(purchasePrice({ unitPrice: '18.00' })).toBe('10.80');
  expect(purchasePrice({ unitPrice: '21.35' })).toBe('12.81');
  expect(purchasePrice({ unitPrice: '9.65' })).toBe('5.79');
  expect(purchasePrice({ unitPrice: '263.50' })).toBe('158.10');
  expect(purchasePrice({ unitPrice: '0.04' })).toBe('0.02'); // 0.024
  expect(purchasePrice({ unitPrice: '43.90' })).toBe('26.34');
});

test('a supplier has one order a month, on the first, from a month in which it shipped', () => {
  const keys = received().map((order) => order.purchase);
  expect(new Set(keys).size).toBe(keys.length);
  expect(received().every((order) => order.date.endsWith('-01') && order.date >= '1996-07-01')).toBe(true);
  const supplierOf = new Map(data.products.map((product) => [product.productId, product.supplierId]));
  for (const order of received()) {
    expect(order.lines.length, order.purchase).toBeGreaterThan(0);
    expect(order.lines.filter((line) => supplierOf.get(line.productId) !== order.supplierId), order.purchase).toEqual([]);
  }
  expect(new Set(received().map((order) => order.supplierId)).size).toBe(29);
});

test('each purchase is received on its day, invoiced on the next and paid 30 days after, within the history', () => {
  // ordered 1996-07-01, invoiced 1996-07-02, paid 1996-08-01
  const july = plan.filter((event) => 'purchase' in event && event.purchase === '1996-07/8');
  expect(july.map((event) => [event.type, event.date])).toEqual([
    ['purchase-order', '1996-07-01'], ['goods-receipt', '1996-07-01'], ['purchase-invoice', '1996-07-02'], ['payment', '1996-08-01'],
  ]);
  expect(all('goods-receipt')).toHaveLength(received().length);
  expect(all('purchase-invoice')).toHaveLength(received().length);
  // what was ordered on 1998-04-01 is due on 1998-05-02, and on 1998-05-01 after the end
  expect(all('payment')).toHaveLength(received().filter((order) => order.date <= '1998-04-01').length);
});

test('what is on order at the end stands as open orders of the last day', () => {
  const open = all('purchase-order').filter((order) => order.open);
  expect(open.every((order) => order.date === '1998-05-06')).toBe(true);
  const onOrder = data.products.filter((product) => product.unitsOnOrder !== '0');
  expect(new Map(open.flatMap((order) => order.lines).map((line) => [line.productId, line.quantity])))
    .toEqual(new Map(onOrder.map((product) => [product.productId, product.unitsOnOrder])));
  const keys = new Set(open.map((order) => order.purchase));
  expect(plan.filter((event) => 'purchase' in event && keys.has(event.purchase))).toHaveLength(open.length);
});

test('days follow one another, goods come in before they go out, and every step follows the one it is about', () => {
  expect(plan.map((event) => event.date)).toEqual(plan.map((event) => event.date).toSorted());
  expect([plan[0]?.date, plan.at(-1)?.date]).toEqual(['1996-07-01', '1998-05-06']);
  const order: readonly string[] = [
    'purchase-order', 'goods-receipt', 'purchase-invoice', 'payment', 'sales-order', 'delivery', 'sales-invoice', 'receipt',
  ];
  const wrong = plan.filter((event, index) => {
    const previous = plan[index - 1];
    return previous?.date === event.date && order.indexOf(previous.type) > order.indexOf(event.type);
  });
  expect(wrong).toEqual([]);
  const seen = new Set<string>();
  const before = {
    'purchase-order': null, 'goods-receipt': 'purchase-order', 'purchase-invoice': 'goods-receipt', payment: 'purchase-invoice',
    'sales-order': null, delivery: 'sales-order', 'sales-invoice': 'delivery', receipt: 'sales-invoice',
  } as const;
  for (const event of plan) {
    const subject = 'purchase' in event ? event.purchase : event.orderId;
    const needed = before[event.type];
    if (needed !== null) expect(seen.has(`${needed} ${subject}`), `${event.type} ${subject}`).toBe(true);
    seen.add(`${event.type} ${subject}`);
  }
});
