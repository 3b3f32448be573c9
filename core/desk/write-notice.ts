import type { Notice } from '#common/api';
import type { Text } from '#common/errors';
import type { Context } from '#core/context';
import type { Transaction } from '#db';

/** What a person is to be told. */
export interface NewNotice {
  /** Id of the person. */
  readonly to: string;
  readonly kind: Notice['kind'];
  /**
   * Never with a value of a record: `{record}` stands for the record's name, which is looked up when the notice is read, for as long as its
   * reader may see it; `{by}` for who caused it.
   */
  readonly text: Text;
  readonly about?: { readonly object: string; readonly record: string };
}

/** How long notices that have been read are kept, in days. */
const KEPT_DAYS = 184;

/** Most notices that one person has in a company, read or not: whoever does not look for long keeps the latest. */
const MOST = 500;
const HERE = 'user_id = ? AND company_id IS NOT DISTINCT FROM ?';

/** Puts a notice on somebody's desk, in the transaction of what it tells of; the context says who did it, when, and in which company. */
export async function writeNotice(transaction: Transaction, context: Context, notice: NewNotice): Promise<void> {
  const now = context.clock();
  const old = new Date(now.getTime() - KEPT_DAYS * 86_400_000).toISOString();
  await transaction.run('DELETE FROM notice WHERE user_id = ? AND at < ? AND read_at IS NOT NULL', [notice.to, old]);
  await transaction.run(
    'INSERT INTO notice (id, user_id, company_id, at, kind, zh, en, object, record, by_user, read_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)',
    [
      context.newId(),
      notice.to,
      context.company,
      now.toISOString(),
      notice.kind,
      notice.text.zh,
      notice.text.en,
      notice.about?.object ?? null,
      notice.about?.record ?? null,
      context.principal.userId,
    ],
  );
  await transaction.run(
    `DELETE FROM notice WHERE ${HERE} AND id NOT IN (SELECT id FROM notice WHERE ${HERE} ORDER BY at DESC, id DESC LIMIT ${MOST})`,
    [notice.to, context.company, notice.to, context.company],
  );
}
