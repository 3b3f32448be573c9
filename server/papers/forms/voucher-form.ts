import type { Form } from './form.ts';
import { fact } from './parts.ts';

/** Names of an account and of those above it. */
const ACCOUNT = ['account.code', 'account.parent.parent.name', 'account.parent.name', 'account.name'] as const;
/** Whom or what an entry is about 辅助核算. */
const ABOUT = ['customer.name', 'supplier.name', 'department.name', 'product.name'] as const;

export const voucherForm: Form = {
  name: 'voucher',
  object: 'voucher',
  label: { zh: '记账凭证', en: 'Voucher' },
  title: { zh: '记账凭证', en: 'Voucher' },
  layout: 'voucher',
  facts: [fact('日期', 'Date', 'date', { kind: 'date' }), fact('附单据', 'Attachments', 'attachments', { kind: 'int' }), fact('摘要', 'Summary', 'summary')],
  child: 'lines',
  columns: [
    { label: { zh: '摘要', en: 'Summary' }, paths: ['summary'], kind: 'text', width: 150 },
    { label: { zh: '会计科目', en: 'Account' }, paths: [...ACCOUNT, ...ABOUT], kind: 'text', width: '*' },
    { label: { zh: '借方金额', en: 'Debit' }, paths: ['debit'], kind: 'amount', width: 88, summed: true },
    { label: { zh: '贷方金额', en: 'Credit' }, paths: ['credit'], kind: 'amount', width: 88, summed: true },
  ],
  amounts: [fact('借方合计', 'Debit', 'debit', { kind: 'amount' }), fact('贷方合计', 'Credit', 'credit', { kind: 'amount' })],
  capitals: 'debit',
  remarks: [fact('来源', 'Source', 'sourceNumber')],
  signatures: [
    { label: { zh: '主管', en: 'Head' } },
    { label: { zh: '记账', en: 'Posted by' }, path: 'postedBy.name' },
    { label: { zh: '审核', en: 'Reviewed by' }, path: 'reviewedBy.name' },
    { label: { zh: '出纳', en: 'Cashier' } },
    { label: { zh: '制单', en: 'Prepared by' }, path: 'createdBy.name' },
  ],
};
