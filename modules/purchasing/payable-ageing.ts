import { z } from 'zod';
import { defineReport } from '#core/module';
import { today } from '#core/context';
import { aged, agedColumns, asks, dateParam, openItems } from '#modules/terms';

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
    const open = await openItems(reader, { invoices: 'purchase-invoice', party: 'supplier', payments: 'payment.lines' }, asOf);
    return { columns: agedColumns({ zh: '供应商', en: 'Supplier' }), ...aged(open, asOf) };
  },
});
