import type { Saved, SavedBody, SavedKind } from '#common/api';
import { refuse } from '#common/errors';
import type { AuditLog } from '#core/audit';
import type { Context } from '#core/context';
import type { Reader, Store, StoredRow } from '#db';
import { contentOf, contentText } from './content.ts';
import { namesOf, type NamesParts } from './names.ts';
import { personOf } from './person.ts';

/** Views of lists and dashboards that people keep, for themselves or for all of the company. */
export interface SavedItems {
  /** Own and shared ones, without views of what the caller may not see, by name. */
  list(context: Context, kind: SavedKind, object?: string): Promise<readonly Saved[]>;
  /** @throws PanshiError `not_found` for an object that the caller does not see, `invalid`, `too_large`, `rule` */
  add(context: Context, body: SavedBody): Promise<Saved>;
  /** By its owner. @throws PanshiError `not_found`, `forbidden`, `too_large` */
  change(context: Context, id: string, patch: SavedPatch): Promise<Saved>;
  /** By its owner; a shared one also by who may customise. @throws PanshiError `not_found`, `forbidden` */
  remove(context: Context, id: string): Promise<void>;
}

export type SavedPatch = { readonly [K in 'name' | 'shared' | 'content']?: SavedBody[K] | undefined };

export interface SavedParts extends NamesParts {
  readonly store: Store;
  readonly audit: AuditLog;
}

const MOST_BYTES = 64 * 1024;
const MOST_SAVED = 200;
const SELECT = 'SELECT s.id, s.kind, s.object, s.name, s.shared, s.content, s.owner_id FROM saved_item s';

/** As it is kept: whose it is by id alone. */
type Kept = Omit<Saved, 'ownerName'> & { readonly owner: string };

export function openSaved(parts: SavedParts): SavedItems {
  const { store, audit, access } = parts;

  async function withOwners(context: Context, kept: readonly Kept[]): Promise<Saved[]> {
    const names = await namesOf(parts, context, kept.map(({ owner }) => owner));
    return kept.map(({ owner, ...saved }) => ({ ...saved, ownerName: names.get(owner) ?? '' }));
  }

  async function withOwner(context: Context, kept: Kept): Promise<Saved> {
    const [saved] = await withOwners(context, [kept]);
    if (saved === undefined) throw new Error('a saved item without its owner');
    return saved;
  }

  /** @param anywhere in whatever company: for those who work for the whole store */
  async function find(reader: Reader, context: Context, id: string, anywhere = false): Promise<Kept | undefined> {
    const [row] = await reader.rows(`${SELECT} WHERE s.id = ?${anywhere ? '' : ' AND s.company_id = ?'}`, anywhere ? [id] : [id, companyOf(context)]);
    return row === undefined ? undefined : savedOf(row, personOf(context));
  }

  /** One that is there for the caller. @throws PanshiError `not_found` */
  async function one(reader: Reader, context: Context, id: string): Promise<Kept> {
    const { can } = await rightsOf(context);
    const saved = await find(reader, context, id);
    if (saved === undefined || !(saved.mine || saved.shared) || !can(saved.object)) throw missing();
    return saved;
  }

  async function rightsOf(context: Context) {
    const held = await access(context);
    return {
      can: (object: string): boolean => object === '' || held.can(object, 'read'),
      mayCustomise: held.can('customisation', 'create'),
    };
  }

  return {
    async list(context, kind, object) {
      const person = personOf(context);
      const { can } = await rightsOf(context);
      const rows = await store.reader.rows(
        `${SELECT} WHERE s.company_id = ? AND s.kind = ? AND (s.owner_id = ? OR s.shared = ?)${object === undefined ? '' : ' AND s.object = ?'}
         ORDER BY s.name, s.id`,
        [companyOf(context), kind, person, true, ...(object === undefined ? [] : [object])],
      );
      return await withOwners(context, rows.map((row) => savedOf(row, person)).filter((saved) => can(saved.object)));
    },

    async add(context, body) {
      const person = personOf(context);
      requireFit(body);
      const { can } = await rightsOf(context);
      if (!can(body.object)) throw refuse('not_found', '没有这个对象。', 'There is no such object.');
      const content = contentText(body.content, MOST_BYTES);
      const id = context.newId();
      const kept = await store.write(async (transaction) => {
        const [counted] = await transaction.rows('SELECT COUNT(*) FROM saved_item WHERE company_id = ? AND owner_id = ?', [companyOf(context), person]);
        if (Number(counted?.[0]) >= MOST_SAVED) {
          throw refuse('rule', `您已保存 ${MOST_SAVED} 项，请先删除一些。`, `You have kept ${MOST_SAVED} of them already. Remove some first.`);
        }
        await transaction.run(
          'INSERT INTO saved_item (id, company_id, owner_id, kind, object, name, shared, content, saved_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
          [id, companyOf(context), person, body.kind, body.object, body.name, body.shared, content, context.clock().toISOString()],
        );
        const made = await one(transaction, context, id);
        if (made.shared) await audit.append(transaction, context, { event: 'saved.share', after: told(made) });
        return made;
      });
      return await withOwner(context, kept);
    },

    async change(context, id, patch) {
      const content = patch.content === undefined ? undefined : contentText(patch.content, MOST_BYTES);
      const kept = await store.write(async (transaction) => {
        const before = await one(transaction, context, id);
        if (!before.mine) throw refuse('forbidden', '只有保存者本人可以修改。', 'Only the one who saved it may change it.');
        await transaction.run('UPDATE saved_item SET name = ?, shared = ?, content = ?, saved_at = ? WHERE id = ?', [
          patch.name ?? before.name,
          patch.shared ?? before.shared,
          content ?? JSON.stringify(before.content),
          context.clock().toISOString(),
          id,
        ]);
        const after = await one(transaction, context, id);
        // What was nobody else's before or is nobody else's afterwards is told only as far as it was everybody's.
        if (before.shared || after.shared) {
          const event = before.shared === after.shared ? 'saved.change' : after.shared ? 'saved.share' : 'saved.unshare';
          await audit.append(transaction, context, {
            event,
            before: before.shared ? told(before) : null,
            after: after.shared ? told(after) : null,
          });
        }
        return after;
      });
      return await withOwner(context, kept);
    },

    async remove(context, id) {
      await store.write(async (transaction) => {
        // Who customises tidies up what is everybody's, also where it lists what they do not see themselves.
        const { mayCustomise } = await rightsOf(context);
        const found = mayCustomise ? await find(transaction, context, id, context.company === null) : undefined;
        const before = found?.shared === true ? found : await one(transaction, context, id);
        if (!before.mine && !mayCustomise) {
          throw refuse('forbidden', '只有保存者本人或可定制的人员可以删除。', 'Only the one who saved it, or who may customise, may remove it.');
        }
        await transaction.run('DELETE FROM saved_item WHERE id = ?', [id]);
        if (before.shared) await audit.append(transaction, context, { event: 'saved.remove', before: told(before) });
      });
    },
  };
}

/** @throws PanshiError `invalid` for a view of nothing, or a dashboard of one object */
function requireFit({ kind, object }: SavedBody): void {
  if ((kind === 'view') === (object !== '')) return;
  const problem =
    kind === 'view'
      ? { zh: '请指明视图列出的对象。', en: 'Say which object the view lists.' }
      : { zh: '仪表板不属于某个对象，请留空。', en: 'A dashboard belongs to no object; leave it empty.' };
  throw refuse('invalid', problem.zh, problem.en, { problems: { object: problem } });
}

function companyOf(context: Context): string {
  return context.company ?? '';
}

function missing() {
  return refuse('not_found', '没有这个视图或仪表板。', 'There is no such view or dashboard.');
}

function told({ id, kind, object, name, content }: Kept): Readonly<Record<string, unknown>> {
  return { saved: id, kind, object, name, content };
}

function savedOf(row: StoredRow, person: string): Kept {
  return {
    id: String(row[0]),
    kind: row[1] === 'dashboard' ? 'dashboard' : 'view',
    object: String(row[2]),
    name: String(row[3]),
    shared: Boolean(Number(row[4])),
    content: contentOf(String(row[5])),
    mine: row[6] === person,
    owner: String(row[6]),
  };
}
