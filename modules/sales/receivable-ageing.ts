import { z } from 'zod';
import { defineReport } from '#core/module';
import { today } from '#core/context';
import { aged, agedColumns, asks, dateParam, openItems } from '#modules/terms';

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
    const open = await openItems(reader, { invoices: 'sales-invoice', party: 'customer', payments: 'receipt.lines' }, asOf);
    return { columns: agedColumns({ zh: '客户', en: 'Customer' }), ...aged(open, asOf) };
  },
});
