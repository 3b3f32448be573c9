import { z } from 'zod';
import { round, sum } from '#common/decimal';
import { defineReport } from '#core/module';
import { asks, dateParam } from '#modules/terms';
import { StockMove } from '../stock-move.ts';

const WORTH = new Set(['unitCost', 'value', 'balanceValue']);
const COLUMNS = [
  { name: 'date', label: { zh: '日期', en: 'Date' }, type: 'date' },
  { name: 'kind', label: { zh: '类型', en: 'Kind' }, type: 'choice', values: StockMove.fields.kind.values },
  { name: 'sourceNumber', label: { zh: '单号', en: 'Number' }, type: 'text' },
  { name: 'productCode', label: { zh: '产品编码', en: 'Product code' }, type: 'text' },
  { name: 'productName', label: { zh: '产品', en: 'Product' }, type: 'text' },
  { name: 'warehouseName', label: { zh: '仓库', en: 'Warehouse' }, type: 'text' },
  { name: 'quantity', label: { zh: '数量', en: 'Quantity' }, type: 'quantity' },
  { name: 'unitCost', label: { zh: '单位成本', en: 'Unit cost' }, type: 'price' },
  { name: 'value', label: { zh: '金额', en: 'Value' }, type: 'amount' },
  { name: 'balanceQuantity', label: { zh: '结存数量', en: 'Quantity after' }, type: 'quantity' },
  { name: 'balanceValue', label: { zh: '结存金额', en: 'Value after' }, type: 'amount' },
] as const;

/** Every movement of stock, in posting order, with what was on hand after it. */
export const stockLedgerReport = defineReport({
  name: 'stock-ledger',
  label: { zh: '库存明细账', en: 'Stock ledger' },
  params: z.strictObject({ product: z.uuid().optional(), warehouse: z.uuid().optional(), from: dateParam, to: dateParam }),
  questions: [asks.product, asks.warehouse, asks.fromDay, asks.toDay],
  drill: { to: 'record', object: 'row.sourceObject', id: 'row.sourceId' },
  latest: { object: 'stock-move', select: 'max(date)' },
  async run(reader, { product, warehouse, from, to }) {
    const conditions = [
      ...(product === undefined ? [] : [`product == "${product}"`]),
      ...(warehouse === undefined ? [] : [`warehouse == "${warehouse}"`]),
      ...(from === undefined ? [] : [`parent.date >= "${from}"`]),
      ...(to === undefined ? [] : [`parent.date <= "${to}"`]),
    ];
    const worth = [...WORTH].filter((name) => reader.opens('stock-move.items', name));
    const rows = await reader.query({
      object: 'stock-move.items',
      select: [
        'id',
        'parent.date as date',
        'parent.kind as kind',
        'parent.sourceNumber as sourceNumber',
        ...(['sourceObject', 'sourceId'] as const).map((name) => `parent.${name} as ${name}`),
        'product.code as productCode',
        'product.name as productName',
        'warehouse.name as warehouseName',
        'quantity',
        'balanceQuantity',
        ...worth,
      ],
      ...(conditions.length > 0 ? { filter: conditions.join(' && ') } : {}),
      // Ids grow with time, so that this is the order of posting.
      order: ['id'],
      limit: 10_000,
    });
    return {
      columns: COLUMNS.filter(({ name }) => !WORTH.has(name) || worth.includes(name)),
      rows,
      ...(worth.includes('value') ? { totals: { value: round(sum(rows.map((row) => (typeof row['value'] === 'string' ? row['value'] : '0'))), 2) } } : {}),
    };
  },
});
