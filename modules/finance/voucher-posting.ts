import { decimal } from '#common/decimal';
import { refuse } from '#common/errors';
import type { RecordOf } from '#common/objects';
import { beforeSave, onAction } from '#core/module';
import type { Work } from '#core/records/work.ts';
import { given, monthOf } from '#modules/terms';
import { Account } from './account.ts';
import { checkBalance, checkEntries, sides } from './entries.ts';
import { LedgerBalance } from './ledger-balance.ts';
import { openPeriod, refuseClosed } from './open-period.ts';
import { FINANCE } from './program.ts';
import { reverseInput, Voucher } from './voucher.ts';

type Lines = RecordOf<typeof Voucher>['lines'];

/** The word of the one type of voucher kept: 记账凭证. Numbers run by type and month. */
const TYPE = '记';

export const checkDraft = beforeSave(Voucher, FINANCE, async (work, next) => {
  if (next.state !== 'draft') return;
  await refuseClosed(work, next.date);
  checkEntries(next.lines);
  return sides(next.lines);
});

export const reviewVoucher = onAction(Voucher, 'review', FINANCE, async (work, voucher) => {
  const reviewer = work.context.principal.userId;
  if (reviewer === voucher.createdBy) {
    throw refuse('rule', '制单人不能审核自己的凭证，请由他人审核。', 'Who prepared a voucher cannot review it. Ask somebody else.');
  }
  // Otherwise one could change a colleague's draft into anything, and review that oneself.
  if (reviewer === voucher.updatedBy) {
    throw refuse('rule', '最后改动凭证的人不能审核它，请由他人审核。', 'Who changed a voucher last cannot review it. Ask somebody else.');
  }
  checkBalance(voucher.lines);
  return { patch: { reviewedBy: reviewer } };
});

export const withdrawReview = onAction(Voucher, 'withdraw', FINANCE, async () => ({ patch: { reviewedBy: null } }));

/** Into the books: the period is open, the entries balance, the number is the next of the month, the ledger takes them. */
export const postVoucher = onAction(Voucher, 'post', FINANCE, async (work, voucher) => {
  checkEntries(voucher.lines);
  const { debit, credit } = checkBalance(voucher.lines);
  const period = await openPeriod(work, voucher.date);
  await checkAccounts(work, voucher.lines);
  await keepLedger(work, monthOf(voucher.date), voucher.lines);
  const value = await work.next(`voucher-${TYPE}-${period.code}`);
  const number = `${TYPE}-${period.code}-${value.toString().padStart(4, '0')}`;
  return { patch: { number, period: period.id, debit, credit, postedBy: work.context.principal.userId } };
});

async function checkAccounts(work: Work, lines: Lines): Promise<void> {
  const ids = [...new Set(lines.map((line) => line.account))];
  const accounts = new Map((await work.list(Account, { where: { id: ids } })).map((account) => [account.id, account]));
  for (const id of ids) {
    const account = accounts.get(id);
    if (account?.postable && !account.archived) continue;
    const code = account?.code ?? '';
    throw refuse(
      'rule',
      `科目 ${code} 不能记账，请选择可记账的末级科目。`,
      `Account ${code} takes no entries. Choose a postable account.`,
      { fields: ['lines'] },
    );
  }
}

/** Adds the entries to the month of each account, each row once. */
async function keepLedger(work: Work, month: string, lines: Lines): Promise<void> {
  const byAccount = Map.groupBy(lines, (line) => line.account);
  const held = new Map(
    (await work.list(LedgerBalance, { where: { account: [...byAccount.keys()], month } })).map((row) => [row.account, row]),
  );
  for (const [account, entries] of byAccount) {
    const { debit, credit } = sides(entries);
    const row = held.get(account);
    if (!row) await work.create(LedgerBalance, { account, month, debit, credit });
    else {
      await work.change(LedgerBalance, row.id, {
        debit: decimal(row.debit).plus(debit).toFixed(2),
        credit: decimal(row.credit).plus(credit).toFixed(2),
      });
    }
  }
}

/** A red-letter reversal 红字冲销: the same entries on the same sides with negative amounts, in an open period; both name each other, once. */
export const reverseVoucher = onAction(Voucher, 'reverse', FINANCE, async (work, voucher, input) => {
  if (voucher.reversedBy !== null) throw refuse('rule', '该凭证已被冲销。', 'This voucher has been reversed already.');
  if (voucher.reverses !== null)
    throw refuse('rule', '冲销凭证不能再冲销，请另制凭证。', 'A reversal is not reversed; write a new voucher.');
  const { date } = given(reverseInput, input);
  const draft = await work.create(Voucher, {
    date: date ?? work.today(),
    summary: `冲销 ${voucher.number ?? ''} ${voucher.summary}`.slice(0, 200),
    sourceObject: voucher.sourceObject,
    sourceId: voucher.sourceId,
    sourceNumber: voucher.sourceNumber,
    reverses: voucher.id,
    lines: voucher.lines.map(({ account, summary, debit, credit, customer, supplier, product, department }) => ({
      account,
      summary,
      debit: decimal(debit).neg().toFixed(2),
      credit: decimal(credit).neg().toFixed(2),
      customer,
      supplier,
      product,
      department,
    })),
  });
  const { id, number } = await work.act(Voucher, draft.id, 'post');
  return { patch: { reversedBy: id }, created: [{ object: Voucher.name, id, number }] };
});
