import { made, type TradingCompany } from '#modules/testing';

/** Lines of the order that is measured. */
const LINES = 10;

/** A trading company with goods enough for a benchmark. */
export interface Trade {
  readonly company: TradingCompany;
  readonly customer: string;
  readonly products: readonly string[];
}

/** Buys in ten products and finds a customer. */
export async function startTrade(company: TradingCompany): Promise<Trade> {
  const products: string[] = [];
  for (let n = 0; n < LINES; n += 1) {
    const product = await company.product(`商品 ${n}`);
    await company.stock(product, '1000000', `${10 + n}.50`);
    products.push(product);
  }
  return { company, customer: await company.customer('磐石贸易'), products };
}

/** One sale through all its documents: order of ten lines → delivery → invoice → receipt of the money, by the actions that people use. */
export async function sell({ company, customer, products }: Trade): Promise<void> {
  const order = await company.order(customer, products.map((product, n) => [product, `${n + 1}`, `${20 + n}.00`] as const));
  await company.act('sales-order', order.id, 'deliver', { date: '2026-01-11' });
  const invoiced = await company.act('sales-order', order.id, 'invoice', { date: '2026-01-12' });
  await company.act('sales-invoice', made(invoiced, 'sales-invoice'), 'pay', { date: '2026-01-20' });
}
