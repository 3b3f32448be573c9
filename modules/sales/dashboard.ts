import type { Dashboard } from '#common/api';
import { byMonth, figure, largest, toInvoice } from '#modules/terms';

const POSTED = 'state == "posted"';
const OPEN = 'state == "confirmed"';
const OWED = 'state == "posted" && outstandingAmount > 0';

/** What was sold, to whom, and what is still to be delivered, charged and paid. */
export const salesDashboard: Dashboard = {
  name: 'sales',
  label: { zh: '销售', en: 'Sales' },
  cards: [
    figure('open-orders', { zh: '待交货订单', en: 'Orders to deliver', format: 'count' }, 'sales-order', 'count()', { filter: OPEN, list: true }),
    figure('open-amount', { zh: '待交货金额', en: 'Value to deliver' }, 'sales-order', 'sum(netAmount)', { filter: OPEN, list: true }),
    figure('to-invoice', { zh: '已交货待开票', en: 'Delivered, not invoiced', format: 'count' }, 'sales-order', 'count()', {
      filter: `state in ["confirmed", "delivered"] && ${toInvoice('deliveryState', 'invoiceState', 'toBeInvoiced')}`,
      list: true,
    }),
    figure('receivables', { zh: '应收余额', en: 'Receivables' }, 'sales-invoice', 'sum(outstandingAmount)', { filter: OWED, list: true }),
    byMonth('turnover', { zh: '不含税月销售额', en: 'Net turnover by month' }, {
      object: 'sales-invoice', filter: POSTED, date: 'month(date)', measure: 'sum(netAmount)',
    }),
    largest('categories', { zh: '产品分类销售额', en: 'Turnover by category', kind: 'pie' }, {
      object: 'sales-invoice.lines', filter: 'parent.state == "posted"', by: 'product.category.name', measure: 'sum(net)', limit: 12,
    }),
    largest('customers', { zh: '前十大客户', en: 'Top ten customers', kind: 'bar', width: 6 }, {
      object: 'sales-invoice', filter: POSTED, by: 'customer.name', measure: 'sum(netAmount)',
    }),
    largest('products', { zh: '前十大产品', en: 'Top ten products', kind: 'bar', width: 6 }, {
      object: 'sales-invoice.lines', filter: 'parent.state == "posted"', by: 'product.name', measure: 'sum(net)',
    }),
    byMonth('margin', { zh: '月毛利（按订单）', en: 'Margin by month, of orders', width: 8 }, {
      object: 'sales-order', filter: 'state in ["confirmed", "delivered", "closed"]', date: 'month(date)', measure: 'sum(margin)',
    }),
    largest('people', { zh: '业务员业绩', en: 'Orders by salesperson', kind: 'table' }, {
      object: 'sales-order', filter: 'state in ["confirmed", "delivered", "closed"]', by: 'employee.name', measure: 'sum(netAmount)', limit: 20,
    }),
  ],
};
