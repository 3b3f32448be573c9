import type { Text } from '#common/errors';
import type { FormColumn, FormFact } from './form.ts';

/* What many forms say alike. */

export function fact(zh: string, en: string, paths: string | readonly string[], more: Pick<FormFact, 'kind' | 'values'> = {}): FormFact {
  return { label: { zh, en }, paths: typeof paths === 'string' ? [paths] : paths, ...more };
}

export const number = fact('单号', 'No.', 'number');
export const date = fact('日期', 'Date', 'date', { kind: 'date' });
export const note = fact('备注', 'Note', 'note');

function column(zh: string, en: string, path: string, kind: FormColumn['kind'], width: FormColumn['width'], more: Partial<FormColumn> = {}): FormColumn {
  return { label: { zh, en }, paths: [path], kind, width, ...more };
}

/** The goods of a line. */
export const goods: readonly FormColumn[] = [
  column('编码', 'Code', 'product.code', 'text', 44),
  { label: { zh: '品名', en: 'Goods' }, paths: ['product.name', 'description'], kind: 'text', width: '*' },
  column('规格', 'Pack', 'product.quantityPerUnit', 'text', 72, { sparing: true }),
  column('单位', 'Unit', 'product.unit.name', 'text', 28, { sparing: true }),
];
export const quantity = column('数量', 'Qty', 'quantity', 'quantity', 42, { summed: true });

/** What the goods of a line cost. */
export const charges: readonly FormColumn[] = [
  column('单价', 'Price', 'price', 'price', 48),
  column('折扣', 'Disc.', 'discount', 'rate', 32, { sparing: true }),
  column('金额', 'Net', 'net', 'amount', 58, { summed: true }),
  column('税率', 'Tax %', 'taxRate', 'rate', 30, { sparing: true }),
  column('税额', 'Tax', 'tax', 'amount', 50, { sparing: true, summed: true }),
  column('价税合计', 'Total', 'total', 'amount', 60, { summed: true }),
];

export const netAmount = fact('不含税金额', 'Net', 'netAmount', { kind: 'amount' });
export const taxAmount = fact('税额', 'Tax', 'taxAmount', { kind: 'amount' });
export const freight = fact('运费', 'Freight', 'freight', { kind: 'amount' });
export const totalAmount = fact('总计', 'Total', 'totalAmount', { kind: 'amount' });

export const signs = {
  prepared: { label: { zh: '制单', en: 'Prepared by' } satisfies Text, path: 'createdBy.name' },
  reviewed: { label: { zh: '审核', en: 'Reviewed by' } satisfies Text },
  sales: { label: { zh: '业务员', en: 'Salesperson' } satisfies Text, path: 'employee.name' },
  customer: { label: { zh: '客户签收', en: 'Customer' } satisfies Text },
  supplier: { label: { zh: '供应商确认', en: 'Supplier' } satisfies Text },
  buyer: { label: { zh: '采购员', en: 'Buyer' } satisfies Text, path: 'employee.name' },
  store: { label: { zh: '仓库', en: 'Warehouse' } satisfies Text },
  carrier: { label: { zh: '承运人', en: 'Carrier' } satisfies Text },
  money: { label: { zh: '出纳', en: 'Cashier' } satisfies Text },
  books: { label: { zh: '会计', en: 'Accountant' } satisfies Text },
} as const;

const ADDRESS = ['country', 'region', 'city', 'address'] as const;

/** Where a party is, the largest first as it is written in China. */
export function addressOf(party: string): readonly string[] {
  return ADDRESS.map((name) => `${party}.${name}`);
}
