import { Receipt } from '#modules/sales';
import type { Form } from './form.ts';
import { addressOf, charges, date, fact, freight, goods, netAmount, note, number, quantity, signs, taxAmount, totalAmount } from './parts.ts';

const customer = fact('客户', 'Customer', 'customer.name');
const contact = fact('联系人', 'Contact', ['customer.contactName', 'customer.phone']);

const order: Form = {
  name: 'sales-order',
  object: 'sales-order',
  label: { zh: '销售订单', en: 'Sales order' },
  title: { zh: '销售订单', en: 'Sales order' },
  layout: 'document',
  facts: [
    customer,
    number,
    contact,
    date,
    fact('收货人', 'Ship to', 'shipName'),
    fact('要求到货', 'Required on', 'requiredDate', { kind: 'date' }),
    fact('收货地址', 'Address', ['shipCountry', 'shipRegion', 'shipCity', 'shipAddress', 'shipPostalCode']),
    fact('客户单号', "Customer's ref.", 'reference'),
    fact('承运商', 'Shipper', 'shipper'),
    fact('业务员', 'Salesperson', 'employee.name'),
  ],
  child: 'lines',
  columns: [...goods, quantity, ...charges],
  amounts: [netAmount, taxAmount, freight, totalAmount],
  capitals: 'totalAmount',
  remarks: [note],
  signatures: [signs.prepared, signs.reviewed, signs.sales, signs.customer],
};

const quote: Form = {
  ...order,
  name: 'sales-quote',
  object: 'sales-quote',
  label: { zh: '报价单', en: 'Quote' },
  title: { zh: '报价单', en: 'Quotation' },
  facts: [
    customer,
    number,
    contact,
    date,
    fact('业务员', 'Salesperson', 'employee.name'),
    fact('有效期至', 'Valid until', 'validUntil', { kind: 'date' }),
  ],
};

/** What goes with the goods: no prices, whoever prints it. */
const delivery: Form = {
  name: 'delivery',
  object: 'delivery',
  label: { zh: '送货单', en: 'Delivery note' },
  title: { zh: '送货单', en: 'Delivery note' },
  layout: 'document',
  facts: [
    customer,
    number,
    fact('收货人', 'Ship to', 'order.shipName'),
    date,
    fact('收货地址', 'Address', ['order.shipCountry', 'order.shipRegion', 'order.shipCity', 'order.shipAddress', 'order.shipPostalCode']),
    fact('订单号', 'Order', 'order.number'),
    fact('承运商', 'Shipper', 'shipper'),
    fact('仓库', 'Warehouse', 'warehouse.name'),
  ],
  child: 'lines',
  columns: [...goods.map((column) => (column.paths.includes('description') ? { ...column, paths: ['product.name'] } : column)), quantity],
  amounts: [],
  remarks: [note],
  signatures: [signs.prepared, signs.store, signs.carrier, signs.customer],
};

const invoice: Form = {
  ...order,
  name: 'sales-invoice',
  object: 'sales-invoice',
  label: { zh: '收款通知', en: 'Invoice' },
  title: { zh: '收款通知', en: 'Invoice' },
  facts: [
    customer,
    number,
    contact,
    date,
    fact('地址', 'Address', addressOf('customer')),
    fact('到期日', 'Due on', 'dueDate', { kind: 'date' }),
    fact('税号', 'Tax no.', 'customer.taxNumber'),
    fact('订单号', 'Order', 'order.number'),
  ],
  amounts: [netAmount, taxAmount, freight, totalAmount, fact('已收', 'Paid', 'paidAmount', { kind: 'amount' }), fact('应付余额', 'Amount due', 'outstandingAmount', { kind: 'amount' })],
  signatures: [signs.prepared, signs.reviewed, signs.books, signs.customer],
};

const receipt: Form = {
  name: 'receipt',
  object: 'receipt',
  label: { zh: '收款单', en: 'Receipt' },
  title: { zh: '收款单', en: 'Receipt' },
  layout: 'document',
  facts: [
    fact('付款单位', 'Received from', 'customer.name'),
    number,
    fact('收款方式', 'Method', 'method', { kind: 'choice', values: Receipt.fields.method.values }),
    date,
    fact('资金账户', 'Account', ['account.code', 'account.name']),
    fact('摘要', 'Reference', 'reference'),
  ],
  child: 'lines',
  columns: [
    { label: { zh: '核销发票', en: 'Invoice' }, paths: ['invoice.number'], kind: 'text', width: '*' },
    { label: { zh: '发票日期', en: 'Dated' }, paths: ['invoice.date'], kind: 'date', width: 80 },
    { label: { zh: '发票金额', en: 'Invoice total' }, paths: ['invoice.totalAmount'], kind: 'amount', width: 100 },
    { label: { zh: '本次收款', en: 'Received' }, paths: ['amount'], kind: 'amount', width: 100, summed: true },
  ],
  amounts: [fact('收款金额', 'Amount', 'amount', { kind: 'amount' })],
  capitals: 'amount',
  remarks: [note],
  signatures: [signs.prepared, signs.reviewed, signs.money, { label: { zh: '交款人', en: 'Payer' } }],
};

export const salesForms: readonly Form[] = [quote, order, delivery, invoice, receipt];
