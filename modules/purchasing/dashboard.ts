import type { Dashboard } from '#common/api';
import { byMonth, figure, largest } from '#modules/terms';

const OPEN = 'state == "ordered"';
const OWED = 'state == "posted" && outstandingAmount > 0';

/** What was bought, from whom, and what is still to come and to be paid. */
export const purchasingDashboard: Dashboard = {
  name: 'purchasing',
  label: { zh: '采购', en: 'Purchasing' },
  cards: [
    figure('open-orders', { zh: '在途订单', en: 'Orders to receive', format: 'count' }, 'purchase-order', 'count()', { filter: OPEN, list: true }),
    figure('open-amount', { zh: '在途金额', en: 'Value to receive' }, 'purchase-order', 'sum(netAmount)', { filter: OPEN, list: true }),
    figure('late', { zh: '逾期未到', en: 'Late', format: 'count' }, 'purchase-order', 'count()', { filter: `${OPEN} && expectedDate < today()`, list: true }),
    figure('payables', { zh: '应付余额', en: 'Payables' }, 'purchase-invoice', 'sum(outstandingAmount)', { filter: OWED, list: true }),
    byMonth('bought', { zh: '月采购额（不含税）', en: 'Purchases by month, net' }, {
      object: 'purchase-order', filter: 'state in ["ordered", "received", "closed"]', date: 'month(date)', measure: 'sum(netAmount)',
    }),
    largest('suppliers', { zh: '供应商采购额', en: 'Purchases by supplier', kind: 'pie' }, {
      object: 'purchase-order', filter: 'state in ["ordered", "received", "closed"]', by: 'supplier.name', measure: 'sum(netAmount)',
    }),
    largest('products', { zh: '采购最多的产品', en: 'Most bought products', kind: 'bar', width: 12 }, {
      object: 'purchase-order.lines', filter: 'parent.state in ["ordered", "received", "closed"]', by: 'product.name', measure: 'sum(net)',
    }),
  ],
};
