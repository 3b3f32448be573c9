import { z } from 'zod';
import { round, sum } from '#common/decimal';
import { defineReport } from '#core/module';
import { asks } from '#modules/terms';

const WORTH = new Set(['average', 'value']);
const COLUMNS = [
  { name: 'productCode', label: { zh: '产品编码', en: 'Product code' }, type: 'text' },
  { name: 'productName', label: { zh: '产品', en: 'Product' }, type: 'text' },
  { name: 'warehouseName', label: { zh: '仓库', en: 'Warehouse' }, type: 'text' },
  { name: 'quantity', label: { zh: '数量', en: 'Quantity' }, type: 'quantity' },
  { name: 'average', label: { zh: '平均成本', en: 'Average cost' }, type: 'price' },
  { name: 'value', label: { zh: '金额', en: 'Value' }, type: 'amount' },
] as const;

/** What lies where, and what it is worth, now; the worth only for those who may see it. */
export const stockBalanceReport = defineReport({
  name: 'stock-balance',
  label: { zh: '库存余额表', en: 'Stock balance' },
  params: z.strictObject({ warehouse: z.uuid().optional(), product: z.uuid().optional() }),
  questions: [asks.warehouse, asks.product],
  drill: { to: 'report', report: 'stock-ledger', params: { product: 'row.product', warehouse: 'row.warehouse' } },
  async run(reader, { warehouse, product }) {
    const conditions = [
      ...(warehouse === undefined ? [] : [`warehouse == "${warehouse}"`]),
      ...(product === undefined ? [] : [`product == "${product}"`]),
    ];
    // Quantities are for more people than costs.
    const worth = [...WORTH].filter((name) => reader.opens('stock-balance', name));
    const rows = await reader.query({
      object: 'stock-balance',
      select: [
        'product',
        'product.code as productCode',
        'product.name as productName',
        'warehouse',
        'warehouse.name as warehouseName',
        'quantity',
        ...worth,
      ],
      ...(conditions.length > 0 ? { filter: conditions.join(' && ') } : {}),
      order: ['productCode', 'warehouseName'],
      limit: 10_000,
    });
    return {
      columns: COLUMNS.filter(({ name }) => !WORTH.has(name) || worth.includes(name)),
      rows,
      ...(worth.includes('value') ? { totals: { value: round(sum(rows.map((row) => written(row['value']))), 2) } } : {}),
    };
  },
});

function written(value: unknown): string {
  return typeof value === 'string' ? value : '0';
}
