import type { Dashboard } from '#common/api';
import { byMonth, figure, largest } from '#modules/terms';

/** At or below the level at which more is ordered. */
const LOW = 'product.discontinued == false && product.reorderLevel > 0 && quantity <= product.reorderLevel';

/** What lies in stock, what it is worth, and what runs out. */
export const inventoryDashboard: Dashboard = {
  name: 'inventory',
  label: { zh: '库存', en: 'Stock' },
  cards: [
    figure('value', { zh: '库存金额', en: 'Stock value', width: 4 }, 'stock-balance', 'sum(value)'),
    figure('products', { zh: '有库存的产品', en: 'Products in stock', format: 'count', width: 4 }, 'stock-balance', 'countDistinct(product)', {
      filter: 'quantity > 0',
      list: true,
    }),
    figure('low', { zh: '达到再订货点', en: 'To reorder', format: 'count', width: 4 }, 'stock-balance', 'count()', { filter: LOW, list: true }),
    byMonth('movements', { zh: '月出库次数', en: 'Issues by month', format: 'count' }, {
      object: 'stock-move', filter: 'kind == "issue"', date: 'month(date)', measure: 'count()',
    }),
    largest('categories', { zh: '分类库存金额', en: 'Stock value by category', kind: 'pie' }, {
      object: 'stock-balance', filter: 'value > 0', by: 'product.category.name', measure: 'sum(value)', limit: 12,
    }),
    largest('bound', { zh: '占用资金最多的产品', en: 'Products that bind most money', kind: 'bar', width: 6 }, {
      object: 'stock-balance', filter: 'value > 0', by: 'product.name', measure: 'sum(value)',
    }),
    {
      name: 'reorder',
      label: { zh: '需要补货的产品', en: 'Products to reorder' },
      kind: 'table',
      query: {
        object: 'stock-balance',
        select: ['product.name as name', 'sum(quantity) as quantity', 'max(product.reorderLevel) as level'],
        filter: LOW,
        group: ['product.name'],
        order: ['quantity'],
        limit: 15,
      },
      x: 'name',
      y: ['quantity', 'level'],
      format: 'quantity',
      width: 6,
    },
  ],
};
