import type { Saved, SavedBody, SavedKind } from '#common/api';
import { refuse } from '#common/errors';
import type { AuditLog } from '#core/audit';
import type { Context } from '#core/context';
import type { Reader, Store, StoredRow } from '#db';
import { contentOf, contentText } from './content.ts';
import { namesOf, type NamesParts } from '#core/records/person-names.ts';
import { personOf } from './person.ts';
import { contentRights } from './saved-content.ts';

/** Views of lists and dashboards that people keep, for themselves or for all of the company. */
export interface SavedItems {
  /** Own and shared ones by name, each as far as the caller may know what it holds; without what they may not see. */
  list(context: Context, kind: SavedKind, object?: string): Promise<readonly Saved[]>;
  /** @throws PanshiError `not_found` for an object that the caller does not see, `invalid`, `too_large`, `rule`; for its content as `ContentRights` says */
  add(context: Context, body: SavedBody): Promise<Saved>;
  /** By its owner. @throws PanshiError `not_found`, `forbidden`, `too_large`; for its content as `ContentRights` says */
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
/** Items looked into between two looks at whoever else waits for the host. */
const AT_ONCE = 10;
const SELECT = 'SELECT s.id, s.kind, s.object, s.name, s.shared, s.content, s.owner_id FROM saved_item s';

/** As it is kept: whose it is by id alone, and all that it holds, whoever asks. */
type Kept = Omit<Saved, 'ownerName'> & { readonly owner: string };

/** Whose rights decide, as of now. */
interface Reading {
  readonly mayCustomise: boolean;
  sees(object: string): boolean;
  /** The item as the caller may know it; undefined where it is not there for them. */
  shown(kept: Kept): Kept | undefined;
  /** @throws PanshiError as `ContentRights.taken` */
  taken(item: Pick<Kept, 'kind' | 'object'>, content: unknown): string;
}

export function openSaved(parts: SavedParts): SavedItems {
  const { store, audit, access } = parts;

  async function withOwners(context: Context, kept: readonly Kept[]): Promise<Saved[]> {
    const names = await namesOf(parts, context, kept.map(({ owner }) => owner));
    return kept.map(({ owner, ...saved }) => ({ ...saved, ownerName: names.get(owner) ?? '' }));
  }

  /** What was kept, told to who keeps it. */
  async function answered(context: Context, kept: Kept): Promise<Saved> {
    const { shown } = await readingOf(context);
    const [saved] = await withOwners(context, [shown(kept) ?? []].flat());
    if (saved === undefined) throw missing();
    return saved;
  }

  /** @param anywhere in whatever company: for those who work for the whole store */
  async function find(reader: Reader, context: Context, id: string, anywhere = false): Promise<Kept | undefined> {
    const [row] = await reader.rows(`${SELECT} WHERE s.id = ?${anywhere ? '' : ' AND s.company_id = ?'}`, anywhere ? [id] : [id, companyOf(context)]);
    return row === undefined ? undefined : savedOf(row, personOf(context));
  }

  /** One that is there for the caller, as it is kept. @throws PanshiError `not_found` */
  async function one(reader: Reader, context: Context, id: string): Promise<Kept> {
    const { shown } = await readingOf(context);
    const saved = await find(reader, context, id);
    if (saved === undefined || shown(saved) === undefined) throw missing();
    return saved;
  }

  async function readingOf(context: Context): Promise<Reading> {
    const held = await access(context);
    const rights = contentRights(held, context, store.dialect);
    const sees = (object: string): boolean => object === '' || held.can(object, 'read');
    return {
      mayCustomise: held.can('customisation', 'create'),
      sees,
      shown(kept) {
        if (!(kept.mine || kept.shared) || !sees(kept.object)) return undefined;
        const content = rights.shown(kept.kind, kept.object, kept.content);
        // Others have no use for a dashboard of which nothing is left; its owner may still want to see to it.
        const isEmptied = !kept.mine && cardsIn(kept.content) > 0 && cardsIn(content) === 0;
        return content === undefined || isEmptied ? undefined : { ...kept, content };
      },
      taken: ({ kind, object }, content) => contentText(rights.taken(kind, object, content), MOST_BYTES),
    };
  }

  /** How many of the person's own count: those that have gone out of their owner's sight cannot be tidied up. */
  async function ownCount(reader: Reader, context: Context, person: string): Promise<number> {
    const own = [companyOf(context), person];
    const [counted] = await reader.rows('SELECT COUNT(*) FROM saved_item WHERE company_id = ? AND owner_id = ?', own);
    if (Number(counted?.[0]) < MOST_SAVED) return Number(counted?.[0]);
    const { shown } = await readingOf(context);
    const rows = await reader.rows(`${SELECT} WHERE s.company_id = ? AND s.owner_id = ?`, own);
    return rows.filter((row) => shown(savedOf(row, person)) !== undefined).length;
  }

  return {
    async list(context, kind, object) {
      const person = personOf(context);
      const { shown } = await readingOf(context);
      const rows = await store.reader.rows(
        `${SELECT} WHERE s.company_id = ? AND s.kind = ? AND (s.owner_id = ? OR s.shared = ?)${object === undefined ? '' : ' AND s.object = ?'}
         ORDER BY s.name, s.id`,
        [companyOf(context), kind, person, true, ...(object === undefined ? [] : [object])],
      );
      const seen: Kept[] = [];
      for (const [at, row] of rows.entries()) {
        // Colleagues may share many large ones: others come in between.
        if (at % AT_ONCE === AT_ONCE - 1) await new Promise((resolve) => setImmediate(resolve));
        const one = shown(savedOf(row, person));
        if (one !== undefined) seen.push(one);
      }
      return await withOwners(context, seen);
    },

    async add(context, body) {
      const person = personOf(context);
      requireFit(body);
      const { sees, taken } = await readingOf(context);
      if (!sees(body.object)) throw refuse('not_found', '没有这个对象。', 'There is no such object.');
      const content = taken(body, body.content);
      const id = context.newId();
      const kept = await store.write(async (transaction) => {
        if ((await ownCount(transaction, context, person)) >= MOST_SAVED) {
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
      return await answered(context, kept);
    },

    async change(context, id, patch) {
      const { taken } = await readingOf(context);
      const kept = await store.write(async (transaction) => {
        const before = await one(transaction, context, id);
        if (!before.mine) throw refuse('forbidden', '只有保存者本人可以修改。', 'Only the one who saved it may change it.');
        await transaction.run('UPDATE saved_item SET name = ?, shared = ?, content = ?, saved_at = ? WHERE id = ?', [
          patch.name ?? before.name,
          patch.shared ?? before.shared,
          patch.content === undefined ? JSON.stringify(before.content) : taken(before, patch.content),
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
      return await answered(context, kept);
    },

    async remove(context, id) {
      await store.write(async (transaction) => {
        // Who customises tidies up what is everybody's, also where it lists what they do not see themselves.
        const { mayCustomise } = await readingOf(context);
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

/** Cards of what a dashboard holds; views have none. */
function cardsIn(content: unknown): number {
  const cards = typeof content === 'object' && content !== null && 'cards' in content ? content.cards : undefined;
  return Array.isArray(cards) ? cards.length : 0;
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
