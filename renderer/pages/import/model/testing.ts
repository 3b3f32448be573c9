import type { ApiObject } from '#common/api';
import type { FieldView } from '#renderer/host';

/** A field that may be given, for tests. */
export function field(name: string, zh: string, en: string, more: Partial<FieldView> = {}): FieldView {
  return { name, type: 'text', label: { zh, en }, level: 'write', writable: ['create', 'update'], required: false, options: {}, ...more };
}

const needed = { required: true } as const;

/** An object like an order: a customer, a day, and lines of products. */
export const ORDER: Pick<ApiObject, 'fields' | 'children'> = {
  fields: [
    field('customer', '客户', 'Customer', { ...needed, type: 'link' }), field('date', '日期', 'Date', { ...needed, type: 'date' }),
    field('reference', '客户单号', "Customer's reference"), field('note', '备注', 'Note'), field('total', '合计', 'Total', { type: 'decimal', writable: [] }),
  ],
  children: [{
    name: 'lines', label: { zh: '明细', en: 'Lines' }, required: true, fields: [
      field('product', '产品', 'Product', { ...needed, type: 'link' }), field('quantity', '数量', 'Quantity', { ...needed, type: 'decimal' }),
      field('price', '单价', 'Price', { type: 'decimal' }), field('note', '备注', 'Note'), field('net', '金额', 'Net', { type: 'decimal', writable: [] }),
    ],
  }],
};

/** One like a voucher: its summary stands in its entries too. */
export const VOUCHER: Pick<ApiObject, 'fields' | 'children'> = {
  fields: [field('date', '日期', 'Date', { ...needed, type: 'date' }), field('summary', '摘要', 'Summary', needed)],
  children: [{
    name: 'lines', label: { zh: '分录', en: 'Entries' }, required: true, fields: [
      field('account', '科目', 'Account', { ...needed, type: 'link' }), field('summary', '摘要', 'Summary'), field('debit', '借方', 'Debit', { type: 'decimal' }),
    ],
  }],
};

/** One like an invoice: its lines name lines of the order that it is of. */
export const INVOICE: Pick<ApiObject, 'fields' | 'children'> = {
  fields: [field('order', '销售订单', 'Sales order', { ...needed, type: 'link' }), field('date', '日期', 'Date', { ...needed, type: 'date' })],
  children: [{
    name: 'lines', label: { zh: '明细', en: 'Lines' }, required: true, fields: [
      field('orderLine', '订单行', 'Order line', needed), field('product', '产品', 'Product', { type: 'link', writable: [] }), field('quantity', '数量', 'Quantity', { ...needed, type: 'decimal' }),
    ],
  }],
};
