import { decimal } from '#common/decimal';
import { z } from 'zod';
import { defineReport } from '#core/module';
import { today } from '#core/context';
import { aged, agedColumns, asks, dateParam } from '#modules/terms';

/** What we owe, by supplier and days past due. */
export const payableAgeing = defineReport({
  name: 'payable-ageing',
  label: { zh: '应付账龄', en: 'Payable ageing' },
  params: z.strictObject({ asOf: dateParam }),
  questions: [asks.asOf],
  drill: { to: 'record', object: 'supplier', id: 'row.party' },
  latest: { object: 'purchase-invoice', select: 'max(date)' },
  async run(reader, params) {
    const asOf = params['asOf'] ?? today(reader.context);
    const [bills, paid] = await Promise.all([
      reader.query({
        object: 'purchase-invoice',
        select: ['id', 'supplier', 'supplier.name as name', 'dueDate', 'totalAmount'],
        filter: `date <= "${asOf}" && (state == "posted" || (state == "cancelled" && cancelledOn > "${asOf}"))`,
        limit: 10_000,
      }),
      reader.query({
        object: 'payment.lines',
        select: ['invoice', 'sum(amount) as paid'],
        filter: `parent.date <= "${asOf}" && (parent.state == "posted" || (parent.state == "cancelled" && parent.cancelledOn > "${asOf}"))`,
        group: ['invoice'],
        limit: 10_000,
      }),
    ]);
    const paidOn = new Map(paid.map((row) => [row['invoice'], String(row['paid'] ?? '0')]));
    const open = bills.map((bill) => ({
      party: String(bill['supplier']),
      name: String(bill['name'] ?? ''),
      dueDate: String(bill['dueDate'] ?? asOf),
      amount: decimal(String(bill['totalAmount'] ?? '0'))
        .minus(decimal(paidOn.get(bill['id'] ?? null)))
        .toFixed(2),
    }));
    return { columns: agedColumns({ zh: '供应商', en: 'Supplier' }), ...aged(open, asOf) };
  },
});
