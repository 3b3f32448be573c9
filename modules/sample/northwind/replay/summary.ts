import { decimal, round } from '#common/decimal';
import type { Context } from '#core/context';
import type { Gate } from '#core/records';
import { figuresOf } from '../figures.ts';
import type { Northwind } from '../rows.ts';

export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** What the replayed company looks like, read through the gate by somebody who may see all of it. Amounts are written out. */
export interface Summary {
  readonly orders: number;
  readonly lines: number;
  readonly gross: string;
  readonly net: string;
  readonly shippedNet: string;
  readonly freight: string;
  readonly stockMatches: boolean;
  readonly trialBalance: { readonly debit: string; readonly credit: string };
  readonly stockLedgerValue: string;
  readonly stockAccountsValue: string;
  readonly invoices: string;
  readonly receipts: string;
  readonly receivables: string;
  readonly checks: readonly Check[];
}

type Cells = Readonly<Record<string, unknown>>;

/** Holds the company's figures against the sample's, and its ledgers against each other. */
export async function summarise(gate: Gate, reader: Context, data: Northwind): Promise<Summary> {
  const one = async (object: string, select: readonly string[], filter?: string): Promise<Cells> =>
    (await gate.query(reader, { object, select, ...(filter === undefined ? {} : { filter }) })).rows[0] ?? {};
  const money = (value: unknown): string => round(String(value ?? '0'), 2);

  const orders = await one('sales-order', ['count() as orders', 'sum(grossAmount) as gross', 'sum(netAmount) as net', 'sum(freight) as freight']);
  const lines = await one('sales-order.lines', ['count() as lines']);
  const shipped = await one('sales-order', ['count() as orders', 'sum(netAmount) as net'], 'shippedDate != null');
  const stock = await gate.query(reader, { object: 'stock-balance', select: ['product.code as code', 'sum(quantity) as quantity'], group: ['product.code'] });
  const stockValue = await one('stock-balance', ['sum(value) as value']);
  const account = async (prefix: string): Promise<string> => {
    const sums = await one('ledger-balance', ['sum(debit) as debit', 'sum(credit) as credit'], `account.code.startsWith("${prefix}")`);
    return round(decimal(money(sums['debit'])).minus(money(sums['credit'])), 2);
  };
  const invoices = await one('sales-invoice', ['sum(totalAmount) as total', 'sum(outstandingAmount) as outstanding'], 'state == "posted"');
  const receipts = await one('receipt', ['sum(amount) as total'], 'state == "posted"');
  const { totals } = await gate.report(reader, 'trial-balance', {});

  const onHand = new Map(stock.rows.map((row) => [String(row['code']), String(row['quantity'])]));
  const wrong = data.products.filter((row) => !decimal(onHand.get(`P${row.productId.padStart(3, '0')}`) ?? '0').eq(row.unitsInStock));
  const receivables = await account(RECEIVABLE);
  const figures = {
    orders: Number(orders['orders']),
    lines: Number(lines['lines']),
    gross: money(orders['gross']),
    net: money(orders['net']),
    shippedNet: money(shipped['net']),
    freight: money(orders['freight']),
    stockMatches: wrong.length === 0,
    trialBalance: { debit: money(totals?.['debit']), credit: money(totals?.['credit']) },
    stockLedgerValue: money(stockValue['value']),
    stockAccountsValue: await account(STOCK),
    invoices: money(invoices['total']),
    receipts: money(receipts['total']),
    receivables,
  };
  return { ...figures, checks: checksOf(figures, data, wrong.map((row) => row.productName), money(invoices['outstanding'])) };
}

/** 库存商品 and 应收账款 of the chart of accounts. */
const STOCK = '1405';
const RECEIVABLE = '1122';

function checksOf(summary: Omit<Summary, 'checks'>, data: Northwind, wrong: readonly string[], outstanding: string): Check[] {
  const sample = figuresOf(data);
  const same = (name: string, is: string | number, should: string | number): Check => ({
    name, ok: is === should, detail: is === should ? String(is) : `${is} instead of ${should}`,
  });
  return [
    same('orders', summary.orders, data.orders.length),
    same('lines', summary.lines, data.orderLines.length),
    same('gross', summary.gross, sample.gross),
    same('net', summary.net, sample.net),
    same('shipped net', summary.shippedNet, sample.shippedNet),
    same('freight', summary.freight, sample.freight),
    { name: 'stock', ok: summary.stockMatches, detail: wrong.length === 0 ? `${data.products.length} products` : `differs for ${wrong.join(', ')}` },
    { ...same('trial balance', summary.trialBalance.debit, summary.trialBalance.credit), ok: summary.trialBalance.debit === summary.trialBalance.credit && decimal(summary.trialBalance.debit).gt(0) },
    same('stock ledger = stock accounts', summary.stockLedgerValue, summary.stockAccountsValue),
    same('receivables + receipts = invoices', round(decimal(summary.receivables).plus(summary.receipts), 2), summary.invoices),
    same('open invoices = receivables', outstanding, summary.receivables),
  ];
}
