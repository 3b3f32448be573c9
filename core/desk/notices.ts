import type { Notice, Notices as NoticesPage } from '#common/api';
import type { Text } from '#common/errors';
import type { Context } from '#core/context';
import type { Store, StoredRow } from '#db';
import { namesOf, type NamesParts } from '#core/records/person-names.ts';
import { personOf } from './person.ts';
import { recordName, type RecordNamesParts } from './record-names.ts';

/** What a person has been told. Each is for one person alone, in the company it came from. */
export interface Notices {
  /** The newest hundred, and how many are unread in all. */
  list(context: Context): Promise<NoticesPage>;
  /** @param ids all of them when left out; those of others are passed over */
  read(context: Context, ids?: readonly string[]): Promise<void>;
}

export interface NoticesParts extends RecordNamesParts, NamesParts {
  readonly gate: RecordNamesParts['gate'] & NamesParts['gate'];
  readonly store: Store;
}

const MOST = 100;
const OF_PERSON = 'user_id = ? AND (company_id IS NULL OR company_id = ?)';
const KINDS: ReadonlySet<unknown> = new Set<Notice['kind']>(['mention', 'comment', 'import', 'host']);

/** Instead of a notice about a record that has gone out of its reader's sight. */
const SHUT: Text = { zh: '此通知所指的记录您已看不到。', en: 'You no longer see the record that this notice is about.' };

export function openNotices(parts: NoticesParts): Notices {
  const { store } = parts;

  async function shown(context: Context, row: StoredRow, names: ReadonlyMap<string, string>): Promise<Notice> {
    const [id, at, kind, zh, en, object, record, by, readAt] = row.map((value) => (value === null ? null : String(value)));
    const head = { id: id ?? '', at: at ?? '', kind: isKind(kind) ? kind : 'host', readAt: readAt ?? null };
    const who = by == null ? undefined : names.get(by);
    const about = object == null || record == null ? undefined : { object, record };
    const named = about && (await recordName(parts, context, about.object, about.record));
    if (about && named === undefined) return { ...head, text: SHUT, object: null, record: null, by: null };
    const text = {
      zh: (zh ?? '').replaceAll('{record}', () => named?.zh ?? '').replaceAll('{by}', () => who ?? (by == null ? '系统' : '有同事')),
      en: (en ?? '').replaceAll('{record}', () => named?.en ?? '').replaceAll('{by}', () => who ?? (by == null ? 'The system' : 'A colleague')),
    };
    return { ...head, text, object: about?.object ?? null, record: about?.record ?? null, by: who ?? null };
  }

  return {
    async list(context) {
      const place = [personOf(context), context.company];
      const rows = await store.reader.rows(
        `SELECT id, at, kind, zh, en, object, record, by_user, read_at FROM notice WHERE ${OF_PERSON} ORDER BY at DESC, id DESC LIMIT ${MOST}`,
        place,
      );
      const [unread] = await store.reader.rows(`SELECT COUNT(*) FROM notice WHERE ${OF_PERSON} AND read_at IS NULL`, place);
      const names = await namesOf(parts, context, rows.flatMap((row) => (row[7] === null ? [] : [String(row[7])])));
      return { notices: await Promise.all(rows.map((row) => shown(context, row, names))), unread: Number(unread?.[0] ?? 0) };
    },

    async read(context, ids) {
      const place = [personOf(context), context.company];
      if (ids?.length === 0) return;
      const named = ids === undefined ? '' : ` AND id IN (${ids.map(() => '?').join(', ')})`;
      await store.write((transaction) =>
        transaction.run(`UPDATE notice SET read_at = ? WHERE ${OF_PERSON} AND read_at IS NULL${named}`, [
          context.clock().toISOString(),
          ...place,
          ...(ids ?? []),
        ]),
      );
    },
  };
}

function isKind(kind: unknown): kind is Notice['kind'] {
  return KINDS.has(kind);
}
