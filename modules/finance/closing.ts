import { refuse } from '#common/errors';
import type { RecordOf } from '#common/objects';
import { onAction } from '#core/module';
import type { Work } from '#core/records/work.ts';
import { Period } from './period.ts';
import { FINANCE } from './program.ts';
import { Voucher } from './voucher.ts';

/** How many unposted vouchers a refusal names. */
const NAMED = 20;

/** Closes a month for good: the earlier ones first, no voucher left unposted, vouchers and ledger equal. */
export const closePeriod = onAction(Period, 'close', FINANCE, async (work, period) => {
  const earlier = await work.first(Period, { state: 'open', end: { below: period.start } }, ['end']);
  if (earlier) throw refuse('rule', `请先结 ${earlier.code}。`, `Close ${earlier.code} first.`, { facts: { period: earlier.code } });
  await refuseUnposted(work, period);
  await refuseDifference(work, period);
  return { patch: { closedAt: work.now() } };
});

async function refuseUnposted(work: Work, period: RecordOf<typeof Period>): Promise<void> {
  const where = { state: ['draft', 'reviewed'], date: { atLeast: period.start, atMost: period.end } };
  const open = await work.list(Voucher, { where, sort: ['date'], limit: NAMED });
  if (open.length === 0) return;
  const names = open.map((voucher) => `${voucher.date} ${voucher.summary}`).join('；');
  throw refuse(
    'rule',
    `${period.code} 还有未记账凭证，请先记账或删除：${names}`,
    `${period.code} holds vouchers that are not posted. Post or delete them first: ${names}`,
    {
      facts: { unposted: open.length },
      discreet: {
        object: Voucher.name, fields: ['date', 'summary'],
        text: {
          zh: `${period.code} 还有未记账凭证，请会计先记账或删除。`,
          en: `${period.code} holds vouchers that are not posted. Ask an accountant to post or delete them first.`,
        },
      },
    },
  );
}

/** 账证相符: what the vouchers of the month say is what the ledger holds. */
async function refuseDifference(work: Work, period: RecordOf<typeof Period>): Promise<void> {
  const [vouchers] = await work.figures(
    ['voucher'],
    `SELECT SUM(l."debit"), SUM(l."credit") FROM "voucher__lines" l JOIN "voucher" v ON v."id" = l."parent_id"
      WHERE v."company_id" = ? AND v."period" = ? AND v."state" = 'posted'`,
    [work.company, period.id],
  );
  const [ledger] = await work.figures(
    ['ledger-balance'],
    'SELECT SUM("debit"), SUM("credit") FROM "ledger_balance" WHERE "company_id" = ? AND "month" = ?',
    [work.company, period.code],
  );
  const written = (row: typeof ledger): string => (row ?? []).map((value) => String(value ?? 0)).join(' / ');
  if (written(vouchers) === written(ledger)) return;
  throw refuse(
    'rule',
    `${period.code} 凭证与总账不符，请联系管理员检查。`,
    `Vouchers and ledger of ${period.code} differ. Ask the administrator to run a check.`,
  );
}
