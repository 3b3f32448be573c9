import { round, sum } from '#common/decimal';
import { beforeSave } from '#core/module';
import { Product } from '#modules/product';
import { lineAmounts } from '#modules/terms';
import { PURCHASING } from './program.ts';
import { PurchaseOrder } from './purchase-order.ts';

/** Amounts of an order that is still being written. */
export const orderAmounts = beforeSave(PurchaseOrder, PURCHASING, async (work, next) => {
  if (next.state !== 'draft') return;
  const products = new Map(
    (await work.list(Product, { where: { id: next.lines.map((line) => line.product) } })).map((product) => [product.id, product]),
  );
  const lines = next.lines.map((line) => {
    const taxRate = line.taxRate ?? products.get(line.product)?.taxRate ?? '0';
    const { net, tax, total } = lineAmounts({ quantity: line.quantity ?? 0, price: line.price ?? 0, taxRate });
    return { id: line.id, taxRate, net, tax, total };
  });
  return {
    lines,
    netAmount: round(sum(lines.map((line) => line.net)), 2),
    taxAmount: round(sum(lines.map((line) => line.tax)), 2),
    totalAmount: round(sum(lines.map((line) => line.total)), 2),
  };
});
