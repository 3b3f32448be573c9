import type { DemoSummary } from './run-demo.ts';

/** The summary for a person, in both languages. */
export function printSummary(summary: DemoSummary, trialBalance: readonly Readonly<Record<string, unknown>>[]): void {
  const lines = [
    '',
    '试算平衡表 Trial balance',
    ...trialBalance.map((row) => balanceLine(row)),
    `${'合计 Total'.padEnd(34)}${summary.trialBalance.debit.padStart(16)}${summary.trialBalance.credit.padStart(16)}`,
    '',
    `订单 Orders ${summary.orders} · 行 Lines ${summary.lines} · 净额 Net ${summary.net} · 已发货 Shipped ${summary.shippedNet} · 运费 Freight ${summary.freight}`,
    `发票 Invoices ${summary.invoices} = 已收 Receipts ${summary.receipts} + 应收 Receivables ${summary.receivables}`,
    `库存账 Stock ledger ${summary.stockLedgerValue} = 库存科目 Stock accounts ${summary.stockAccountsValue}`,
    `一张订单从录入到开票 One order, entered, delivered and invoiced: ${summary.medianOrderMs} ms (中位数 median)`,
    '采购价 Purchase prices: 样例无采购价，取标价的 60 %，四舍五入到分 the sample has none, so 60 % of list price, rounded to cents',
    '',
    '核对 Checks',
    ...summary.checks.map((check) => `  ${check.ok ? '✓' : '✗'} ${check.name}: ${check.detail}`),
    '',
    '用户 Users (密码仅此一次显示 passwords are shown this once)',
    ...summary.users.map((user) => `  ${user.username.padEnd(18)} ${user.password}  ${user.roles.join(', ')}`),
    '',
    `数据 Data ${summary.data}`,
    `解锁文件 Unlock file ${summary.unlockFile}`,
    `审计包 Audit bundle ${summary.bundle}`,
    '',
  ];
  process.stdout.write(lines.join('\n'));
}

function balanceLine(row: Readonly<Record<string, unknown>>): string {
  const text = (name: string): string => String(row[name] ?? '');
  return `  ${text('code').padEnd(10)} ${text('closingDebit').padStart(16)}${text('closingCredit').padStart(16)}  ${text('name')}`;
}
