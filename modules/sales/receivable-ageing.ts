import { decimal } from '#common/decimal';
import { z } from 'zod';
import { defineReport } from '#core/module';
import { today } from '#core/context';
import { aged, agedColumns, asks, dateParam } from '#modules/terms';

/** What we are owed, by customer and days past due. */
export const receivableAgeing = defineReport({
  name: 'receivable-ageing',
  label: { zh: '应收账龄', en: 'Receivable ageing' },
  params: z.strictObject({ asOf: dateParam }),
  questions: [asks.asOf],
  drill: { to: 'record', object: 'customer', id: 'row.party' },
  latest: { object: 'sales-invoice', select: 'max(date)' },
  async run(reader, params) {
    const asOf = params['asOf'] ?? today(reader.context);
    const [invoices, paid] = await Promise.all([
      reader.query({
        object: 'sales-invoice',
        select: ['id', 'customer', 'customer.name as name', 'dueDate', 'totalAmount'],
        filter: `date <= "${asOf}" && (state == "posted" || (state == "cancelled" && cancelledOn > "${asOf}"))`,
        limit: 10_000,
      }),
      reader.query({
        object: 'receipt.lines',
        select: ['invoice', 'sum(amount) as paid'],
        filter: `parent.date <= "${asOf}" && (parent.state == "posted" || (parent.state == "cancelled" && parent.cancelledOn > "${asOf}"))`,
        group: ['invoice'],
        limit: 10_000,
      }),
    ]);
    const paidOn = new Map(paid.map((row) => [row['invoice'], String(row['paid'] ?? '0')]));
    const open = invoices.map((invoice) => ({
      party: String(invoice['customer']),
      name: String(invoice['name'] ?? ''),
      dueDate: String(invoice['dueDate'] ?? asOf),
      amount: decimal(String(invoice['totalAmount'] ?? '0'))
        .minus(decimal(paidOn.get(invoice['id'] ?? null)))
        .toFixed(2),
    }));
    return { columns: agedColumns({ zh: '客户', en: 'Customer' }), ...aged(open, asOf) };
  },
});
