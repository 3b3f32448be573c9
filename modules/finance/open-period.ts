import { refuse } from '#common/errors';
import type { RecordOf } from '#common/objects';
import type { Work } from '#core/records/work.ts';
import { daysOfMonth, monthOf } from '#modules/terms';
import { Period } from './period.ts';

/**
 * A day may be posted to when neither its month nor a later one is closed.
 * @throws PanshiError `period_closed`
 */
export async function refuseClosed(work: Work, date: string): Promise<void> {
  const closed = await work.first(Period, { state: 'closed', end: { atLeast: date } });
  if (closed) throw closedPeriod(date);
}

/** The period of a day, made when it is not there yet. @throws PanshiError `period_closed` */
export async function openPeriod(work: Work, date: string): Promise<RecordOf<typeof Period>> {
  const code = monthOf(date);
  const period = await work.first(Period, { code });
  if (period?.state === 'open') return period;
  if (period) throw closedPeriod(date);
  await refuseClosed(work, date);
  const { first, last } = daysOfMonth(code);
  return work.create(Period, { code, year: Number(code.slice(0, 4)), month: Number(code.slice(5)), start: first, end: last });
}

function closedPeriod(date: string): Error {
  const month = monthOf(date);
  return refuse(
    'period_closed',
    `${month} 已结账，不能再记账。请改用未结账期间的日期。`,
    `${month} is closed. Use a date in an open period.`,
    {
      fields: ['date'],
      facts: { date, period: month },
    },
  );
}
