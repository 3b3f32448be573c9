import type { Draft, DraftBody } from '#common/api';
import { refuse } from '#common/errors';
import type { Access } from '#core/access';
import type { Context } from '#core/context';
import type { Gate } from '#core/records/gate.ts';
import { openCell, sealCell, type Vault } from '#core/vault';
import type { Reader, Store } from '#db';
import { contentOf, contentText } from './content.ts';
import { namedInTitle, stillOpen } from './draft-content.ts';
import { personOf } from './person.ts';

/** What a person has begun and not yet handed in. Nobody else ever sees it, and no log speaks of it. */
export interface Drafts {
  /** The newest first; a title that may name what its writer does not see any more is empty. */
  list(context: Context): Promise<readonly Omit<Draft, 'content'>[]>;
  /** Without what it copied of fields that are hidden from its writer now. @throws PanshiError `not_found` */
  read(context: Context, key: string): Promise<Draft>;
  /** @throws PanshiError `too_large`, `rule` when the person has as many as there may be */
  keep(context: Context, key: string, draft: DraftBody): Promise<void>;
  /** Nothing happens when there is none. */
  drop(context: Context, key: string): Promise<void>;
}

export interface DraftsParts {
  readonly store: Store;
  readonly gate: Pick<Gate, 'visible'>;
  /** Seals what lies in the rows: on PostgreSQL they lie open. */
  readonly vault: Vault;
  access(context: Context): Promise<Access>;
}

const MOST_BYTES = 512 * 1024;
const MOST_DRAFTS = 200;
/** Sealed characters of content that a list of drafts looks into; of a longer one the title is left out. */
const MOST_LOOKED_INTO = 160 * 1024;
const OF_ONE = 'user_id = ? AND company_id = ? AND key = ?';
const RECORD_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whose a draft is, where, and of which page. */
type Place = readonly [user: string, company: string, key: string];

export function openDrafts({ store, gate, vault, access }: DraftsParts): Drafts {
  const cell = (column: 'title' | 'content', place: Place) => ({ table: 'draft', column, row: JSON.stringify(place) });

  /** Of these keys, those that stand for a record which the person does not see any more: what was copied from it stays shut too. */
  async function shut(context: Context, keys: readonly string[]): Promise<Set<string>> {
    const { registry } = await access(context);
    const ofRecords = keys.flatMap((key) => {
      const [object = '', record = ''] = key.split(':');
      return RECORD_ID.test(record) && registry.find(object) ? [{ key, object, record }] : [];
    });
    const found = new Set<string>();
    for (const [object, group] of Map.groupBy(ofRecords, (one) => one.object)) {
      const seen = await gate.visible(context, object, group.map(({ record }) => record));
      for (const { key, record } of group) if (!seen.has(record)) found.add(key);
    }
    return found;
  }

  /** Of these drafts, those whose titles name nothing that has gone out of sight. */
  async function toCall(context: Context, drafts: readonly { readonly key: string; readonly content: string | null }[]): Promise<Set<string>> {
    const held = await access(context);
    const [user, company] = placeOf(context, '');
    const named = drafts.flatMap(({ key, content }) => {
      if (content === null) return [];
      const records = namedInTitle(held, key, contentOf(openCell(vault, cell('content', [user, company, key]), content)));
      return records === undefined ? [] : [{ key, records }];
    });
    const seen = new Set<string>();
    for (const [object, group] of Map.groupBy(named.flatMap(({ records }) => records), (one) => one.object)) {
      for (const id of await gate.visible(context, object, group.map((one) => one.id))) seen.add(`${object} ${id}`);
    }
    return new Set(named.filter(({ records }) => records.every(({ object, id }) => seen.has(`${object} ${id}`))).map(({ key }) => key));
  }

  async function keysOf(reader: Reader, [user, company]: Place): Promise<string[]> {
    return (await reader.rows('SELECT key FROM draft WHERE user_id = ? AND company_id = ?', [user, company])).map(([key]) => String(key));
  }

  return {
    async list(context) {
      const [user, company] = placeOf(context, '');
      const rows = await store.reader.rows(
        `SELECT key, title, saved_at, CASE WHEN LENGTH(content) <= ${MOST_LOOKED_INTO} THEN content END
         FROM draft WHERE user_id = ? AND company_id = ? ORDER BY saved_at DESC, key`,
        [user, company],
      );
      const hidden = await shut(context, rows.map(([key]) => String(key)));
      const drafts = rows
        .map(([key, title, savedAt, content]) => ({ key: String(key), title: String(title), savedAt: String(savedAt), content: content === null ? null : String(content) }))
        .filter(({ key }) => !hidden.has(key));
      const called = await toCall(context, drafts);
      return drafts.map(({ key, title, savedAt }) => ({ key, title: called.has(key) ? openCell(vault, cell('title', [user, company, key]), title) : '', savedAt }));
    },

    async read(context, key) {
      const place = placeOf(context, key);
      const [row] = await store.reader.rows(`SELECT title, content, saved_at FROM draft WHERE ${OF_ONE}`, place);
      if (row === undefined || (await shut(context, [key])).has(key)) throw refuse('not_found', '没有这份草稿。', 'There is no such draft.');
      const content = contentOf(openCell(vault, cell('content', place), String(row[1])));
      const called = await toCall(context, [{ key, content: String(row[1]) }]);
      return {
        key,
        title: called.has(key) ? openCell(vault, cell('title', place), String(row[0])) : '',
        content: stillOpen(await access(context), key, content),
        savedAt: String(row[2]),
      };
    },

    async keep(context, key, { title, content }) {
      const place = placeOf(context, key);
      const text = contentText(content, MOST_BYTES);
      const values = [...place, sealCell(vault, cell('title', place), title), sealCell(vault, cell('content', place), text)];
      await store.write(async (transaction) => {
        const [counted] = await transaction.rows('SELECT COUNT(*) FROM draft WHERE user_id = ? AND NOT (company_id = ? AND key = ?)', place);
        if (Number(counted?.[0]) >= MOST_DRAFTS) {
          const lost = await shut(context, await keysOf(transaction, place));
          lost.delete(key);
          for (const one of lost) await transaction.run(`DELETE FROM draft WHERE ${OF_ONE}`, [place[0], place[1], one]);
          if (Number(counted?.[0]) - lost.size >= MOST_DRAFTS) throw tooMany();
        }
        await transaction.run(
          `INSERT INTO draft (user_id, company_id, key, title, content, saved_at) VALUES (?, ?, ?, ?, ?, ?)
           ON CONFLICT (user_id, company_id, key) DO UPDATE SET title = excluded.title, content = excluded.content, saved_at = excluded.saved_at`,
          [...values, context.clock().toISOString()],
        );
      });
    },

    async drop(context, key) {
      await store.write((transaction) => transaction.run(`DELETE FROM draft WHERE ${OF_ONE}`, placeOf(context, key)));
    },
  };
}

function placeOf(context: Context, key: string): Place {
  return [personOf(context), context.company ?? '', key];
}

function tooMany() {
  return refuse(
    'rule',
    `您已有 ${MOST_DRAFTS} 份草稿，请先完成或删除一些。`,
    `You have ${MOST_DRAFTS} drafts already. Finish or drop some of them first.`,
  );
}
