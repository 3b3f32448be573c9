import { Payment } from '#modules/purchasing';
import type { Form } from './form.ts';
import { charges, date, fact, goods, netAmount, note, number, quantity, signs, taxAmount, totalAmount } from './parts.ts';

const order: Form = {
  name: 'purchase-order',
  object: 'purchase-order',
  label: { zh: '采购订单', en: 'Purchase order' },
  title: { zh: '采购订单', en: 'Purchase order' },
  layout: 'document',
  facts: [
    fact('供应商', 'Supplier', 'supplier.name'),
    number,
    fact('联系人', 'Contact', ['supplier.contactName', 'supplier.phone']),
    date,
    fact('收货仓库', 'Deliver to', ['warehouse.name', 'warehouse.address']),
    fact('预计到货', 'Expected on', 'expectedDate', { kind: 'date' }),
  ],
  child: 'lines',
  columns: [...goods, quantity, ...charges.filter(({ paths }) => !paths.includes('discount'))],
  amounts: [netAmount, taxAmount, totalAmount],
  capitals: 'totalAmount',
  remarks: [note],
  signatures: [signs.prepared, signs.reviewed, signs.buyer, signs.supplier],
};

const payment: Form = {
  name: 'payment',
  object: 'payment',
  label: { zh: '付款单', en: 'Payment' },
  title: { zh: '付款单', en: 'Payment voucher' },
  layout: 'document',
  facts: [
    fact('收款单位', 'Paid to', 'supplier.name'),
    number,
    fact('付款方式', 'Method', 'method', { kind: 'choice', values: Payment.fields.method.values }),
    date,
    fact('资金账户', 'Account', ['account.code', 'account.name']),
    fact('摘要', 'Reference', 'reference'),
  ],
  child: 'lines',
  columns: [
    { label: { zh: '核销发票', en: 'Bill' }, paths: ['invoice.number'], kind: 'text', width: '*' },
    { label: { zh: '供应商发票号', en: "Supplier's no." }, paths: ['invoice.supplierInvoiceNumber'], kind: 'text', width: 110 },
    { label: { zh: '发票金额', en: 'Bill total' }, paths: ['invoice.totalAmount'], kind: 'amount', width: 100 },
    { label: { zh: '本次付款', en: 'Paid' }, paths: ['amount'], kind: 'amount', width: 100, summed: true },
  ],
  amounts: [fact('付款金额', 'Amount', 'amount', { kind: 'amount' })],
  capitals: 'amount',
  remarks: [note],
  signatures: [signs.prepared, signs.reviewed, { label: { zh: '主管', en: 'Head' } }, signs.money],
};

export const purchasingForms: readonly Form[] = [order, payment];
