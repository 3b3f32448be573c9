import { z } from 'zod';
import { round, sum } from '#common/decimal';
import { defineReport } from '#core/module';

/** What lies where, and what it is worth, now. */
export const stockBalanceReport = defineReport({
  name: 'stock-balance',
  label: { zh: '库存余额表', en: 'Stock balance' },
  params: z.strictObject({ warehouse: z.uuid().optional(), product: z.uuid().optional() }),
  async run(reader, { warehouse, product }) {
    const conditions = [
      ...(warehouse === undefined ? [] : [`warehouse == "${warehouse}"`]),
      ...(product === undefined ? [] : [`product == "${product}"`]),
    ];
    const rows = await reader.query({
      object: 'stock-balance',
      select: [
        'product',
        'product.code as productCode',
        'product.name as productName',
        'warehouse',
        'warehouse.name as warehouseName',
        'quantity',
        'average',
        'value',
      ],
      ...(conditions.length > 0 ? { filter: conditions.join(' && ') } : {}),
      order: ['productCode', 'warehouseName'],
      limit: 10_000,
    });
    return {
      columns: [
        { name: 'productCode', label: { zh: '产品编码', en: 'Product code' }, type: 'text' },
        { name: 'productName', label: { zh: '产品', en: 'Product' }, type: 'text' },
        { name: 'warehouseName', label: { zh: '仓库', en: 'Warehouse' }, type: 'text' },
        { name: 'quantity', label: { zh: '数量', en: 'Quantity' }, type: 'quantity' },
        { name: 'average', label: { zh: '平均成本', en: 'Average cost' }, type: 'price' },
        { name: 'value', label: { zh: '金额', en: 'Value' }, type: 'amount' },
      ],
      rows,
      totals: { value: round(sum(rows.map((row) => written(row['value']))), 2) },
    };
  },
});

function written(value: unknown): string {
  return typeof value === 'string' ? value : '0';
}
