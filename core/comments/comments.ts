import type { Comment } from '#common/api';
import { refuse } from '#common/errors';
import type { AuditLog } from '#core/audit';
import type { Context } from '#core/context';
import { writeNotice, type NewNotice } from '#core/desk';
import type { Gate } from '#core/records/gate.ts';
import { namesOf, type NamesParts } from '#core/records/person-names.ts';
import { isStorable } from '#core/records/storable.ts';
import type { Store } from '#db';
import { colleague, requireSeeing, type Topic } from './mentioned.ts';

/** What people say about a record: seen by all who see the record, never changed, never taken back. */
export interface Comments {
  /** The last thousand, the oldest first. @throws PanshiError `not_found` */
  list(context: Context, object: string, record: string): Promise<readonly Comment[]>;
  /**
   * Says something, and tells those who are mentioned and those who spoke before.
   * @throws PanshiError `not_found`, `invalid` for somebody mentioned who cannot see the record
   */
  add(context: Context, object: string, record: string, said: { readonly text: string; readonly mentions: readonly string[] }): Promise<Comment>;
}

export interface CommentsParts extends NamesParts {
  readonly store: Store;
  readonly gate: Pick<Gate, 'visible' | 'list'>;
  readonly audit: AuditLog;
}

const MOST = 1000;
/** Who spoke last, of those who are told of a comment without being mentioned. */
const MOST_TOLD = 20;
const COLUMNS = 'id, at, by_user, text, mentions';
/** Some records are the same in every company; what is said about them stays in the company where it is said. */
const ABOUT = 'object = ? AND record = ? AND company_id IS NOT DISTINCT FROM ?';

const MENTIONED: NewNotice['text'] = { zh: '{by}在{record}的评论中提到了您。', en: '{by} mentioned you in a comment on {record}.' };
const SPOKEN: NewNotice['text'] = { zh: '{by}评论了{record}。', en: '{by} commented on {record}.' };

export function createComments(parts: CommentsParts): Comments {
  const { store, gate, audit } = parts;
  const asked = { ...parts, reader: store.reader };

  async function requireVisible(context: Context, { object, record }: Topic): Promise<void> {
    if (isStorable(record) && (await gate.visible(context, object, [record])).has(record)) return;
    throw refuse('not_found', '没有此记录。', 'There is no such record.');
  }

  /** Who took part before and still sees the record, without those who are told already. */
  async function others(context: Context, { object, record }: Topic, told: ReadonlySet<string>): Promise<string[]> {
    const rows = await store.reader.rows(
      `SELECT by_user FROM comment WHERE ${ABOUT} GROUP BY by_user ORDER BY MAX(at) DESC LIMIT ${MOST_TOLD}`,
      [object, record, context.company],
    );
    const found: string[] = [];
    for (const id of rows.map(([by]) => String(by))) {
      if (!told.has(id) && (await colleague(asked, context, { object, record }, id))?.sees) found.push(id);
    }
    return found;
  }

  return {
    async list(context, object, record) {
      await requireVisible(context, { object, record });
      const rows = await store.reader.rows(
        `SELECT ${COLUMNS} FROM comment WHERE ${ABOUT} ORDER BY at DESC, id DESC LIMIT ${MOST}`,
        [object, record, context.company],
      );
      return await withNames(parts, context, rows.toReversed().map(saidOf));
    },

    async add(context, object, record, { text, mentions }) {
      const by = context.principal.userId;
      if (by === null) throw refuse('forbidden', '只有人员才能评论。', 'Only people comment.');
      const topic = { object, record };
      await requireVisible(context, topic);
      await requireSeeing(asked, context, topic, mentions);
      const said: Said = { id: context.newId(), at: context.clock().toISOString(), by, text, mentions: [...new Set(mentions)] };
      const mentioned = said.mentions.filter((id) => id !== by);
      const listening = await others(context, topic, new Set([by, ...mentioned]));
      await store.write(async (transaction) => {
        await transaction.run('INSERT INTO comment (id, company_id, object, record, at, by_user, text, mentions) VALUES (?, ?, ?, ?, ?, ?, ?, ?)', [
          said.id,
          context.company,
          object,
          record,
          said.at,
          by,
          text,
          JSON.stringify(said.mentions),
        ]);
        for (const to of mentioned) await writeNotice(transaction, context, { to, kind: 'mention', text: MENTIONED, about: topic });
        for (const to of listening) await writeNotice(transaction, context, { to, kind: 'comment', text: SPOKEN, about: topic });
        // The change feed reads the log: this is how open pages come to know.
        await audit.append(transaction, context, { event: 'comment.create', object, record, after: { comment: said.id, text, mentions: said.mentions } });
      });
      const [made] = await withNames(parts, context, [said]);
      if (made === undefined) throw new Error('a comment without its writer');
      return made;
    },
  };
}

interface Said {
  readonly id: string;
  readonly at: string;
  readonly by: string;
  readonly text: string;
  readonly mentions: readonly string[];
}

function saidOf(row: readonly unknown[]): Said {
  const [id, at, by, text, mentions] = row.map(String) as [string, string, string, string, string];
  return { id, at, by, text, mentions: JSON.parse(mentions) as string[] };
}

async function withNames(parts: NamesParts, context: Context, said: readonly Said[]): Promise<Comment[]> {
  const names = await namesOf(parts, context, said.flatMap(({ by, mentions }) => [by, ...mentions]));
  const person = (id: string) => ({ id, name: names.get(id) ?? '' });
  return said.map(({ by, mentions, ...rest }) => ({ ...rest, by: person(by), mentions: mentions.map(person) }));
}
