import type { DraftOf } from '#common/objects';
import type { PostingRule } from '../posting-rule.ts';

/** The accounts that the shipped rules post to, by what they are for. */
export interface RuleAccounts {
  /** 银行存款 */
  readonly bank: string;
  /** 应收账款 */
  readonly receivable: string;
  /** 库存商品 */
  readonly stock: string;
  /** 应付账款—货款 */
  readonly payable: string;
  /** 应付账款—暂估 */
  readonly estimatedPayable: string;
  readonly inputTax: string;
  readonly outputTax: string;
  /** 主营业务收入 */
  readonly revenue: string;
  /** 其他业务收入—运费收入 */
  readonly freight: string;
  /** 主营业务成本 */
  readonly costOfSales: string;
}

const COMMON = {
  bank: '1002',
  receivable: '1122',
  stock: '1405',
  payable: '220201',
  estimatedPayable: '220202',
  inputTax: '22210101',
  outputTax: '22210106',
} as const;

/** Codes by chart. */
export const RULE_ACCOUNTS: Readonly<Record<string, RuleAccounts>> = {
  'small-enterprise': { ...COMMON, revenue: '5001', freight: '505101', costOfSales: '5401' },
  enterprise: { ...COMMON, revenue: '6001', freight: '605101', costOfSales: '6401' },
};

type Draft = DraftOf<typeof PostingRule>;

/**
 * The rules a new company starts with.
 * @param account ids by use
 */
export function shippedRules(account: RuleAccounts): Draft[] {
  const customer = { customerField: 'customer' } as const;
  const supplier = { supplierField: 'supplier' } as const;
  return [
    ...posting(
      'delivery',
      [
        ['debit', account.costOfSales, 'costAmount'],
        ['credit', account.stock, 'costAmount'],
      ],
      customer,
    ),
    ...posting(
      'sales-invoice',
      [
        ['debit', account.receivable, 'totalAmount'],
        ['credit', account.revenue, 'netAmount'],
        ['credit', account.outputTax, 'taxAmount'],
        ['credit', account.freight, 'freight'],
      ],
      customer,
    ),
    ...posting(
      'receipt',
      [
        ['debit', account.bank, 'amount', 'account'],
        ['credit', account.receivable, 'amount'],
      ],
      customer,
    ),
    ...posting(
      'goods-receipt',
      [
        ['debit', account.stock, 'amount'],
        ['credit', account.estimatedPayable, 'amount'],
      ],
      supplier,
    ),
    ...posting(
      'purchase-invoice',
      [
        ['debit', account.estimatedPayable, 'receivedAmount'],
        ['debit', account.stock, 'stockDifference'],
        ['debit', account.costOfSales, 'costDifference'],
        ['debit', account.inputTax, 'taxAmount'],
        ['credit', account.payable, 'totalAmount'],
      ],
      supplier,
    ),
    ...posting(
      'payment',
      [
        ['debit', account.payable, 'amount'],
        ['credit', account.bank, 'amount', 'account'],
      ],
      supplier,
    ),
    // A cost adjustment is not cancelled: what it corrects has happened.
    ...posting(
      'stock-adjustment',
      [
        ['debit', account.costOfSales, 'amount'],
        ['credit', account.stock, 'amount'],
      ],
      {},
    ),
    ...['delivery', 'sales-invoice', 'receipt', 'goods-receipt', 'purchase-invoice', 'payment'].map(undoing),
  ];
}

type Line = readonly [side: 'debit' | 'credit', account: string, amount: string, accountField?: string];

function posting(object: string, lines: readonly Line[], party: Pick<Draft, 'customerField' | 'supplierField'>): Draft[] {
  return lines.map(([side, account, amount, accountField], index) => ({
    object,
    action: 'post',
    sequence: (index + 1) * 10,
    side,
    account,
    amount,
    accountField,
    ...party,
  }));
}

/** Cancelling a document reverses its vouchers on the day of cancelling. */
function undoing(object: string): Draft {
  return { object, action: 'cancel', effect: 'reverse', dateField: 'cancelledOn' };
}
