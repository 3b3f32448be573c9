import { isPanshiError, refuse } from '#common/errors';
import { parseGrants, type Access } from '#core/access';
import { refusedInLog, type AuditLog } from '#core/audit';
import { raiseEpoch } from '#core/epoch';
import type { Context } from '#core/context';
import { openUnit } from '#core/records';
import { Customisation, parseChange, type OverlayChange, type Registry } from '#core/registry';
import type { Reader, Store, Transaction } from '#db';

/** Changes of definitions without code, while others work. Each is one unit of work: columns, overlay, epoch and log entry, or nothing. */
export interface Customise {
  /**
   * @returns the id of the change, to be undone by
   * @throws PanshiError `forbidden`, `invalid`, `duplicate`
   */
  add(context: Context, change: unknown): Promise<string>;
  /**
   * Takes a change back: the definition names it no more. A column stays, with what was entered, and is there again when the same field is added anew.
   * @throws PanshiError `forbidden`, `not_found`, `wrong_state` when it has been taken back, `rule` while something stands on it
   */
  undo(context: Context, id: string): Promise<void>;
}

export interface CustomiseParts {
  readonly store: Store;
  readonly audit: AuditLog;
  /** All definitions as of now, whoever changed them last. */
  current(): Promise<Registry>;
  access(context: Context): Promise<Access>;
}

const STANDING = 'SELECT id, change FROM overlay WHERE undone_at IS NULL ORDER BY position';

/** Changes that stand, in their order. */
export async function readOverlay(reader: Reader): Promise<{ readonly id: string; readonly change: OverlayChange }[]> {
  return (await reader.rows(STANDING)).map(([id, change]) => ({ id: String(id), change: parseChange(JSON.parse(String(change))) }));
}

export function openCustomise({ store, audit, current, access }: CustomiseParts): Customise {
  function requireMay(context: Context, event: 'create' | 'undo'): Promise<void> {
    return refusedInLog({ store, audit }, context, { event, object: Customisation.name }, async () => {
      if ((await access(context)).can(Customisation.name, 'create')) return;
      throw refuse('forbidden', '您无权修改对象定义。', 'You may not change the definitions of objects.');
    });
  }

  /** What was taken up is seen by every host at its next request. */
  const raise = (transaction: Transaction): Promise<void> => raiseEpoch(transaction, 'definitions');

  return {
    async add(context, given) {
      await requireMay(context, 'create');
      const change = parseChange(given);
      return await store.write(async (transaction) => {
        const registry = await current();
        const standing = await readOverlay(transaction);
        await store.shape(registry.with([...standing.map((one) => one.change), change]).definitions);
        const unit = openUnit({ transaction, context, registry, audit });
        const { id } = await unit.insert(Customisation, unit.draft(Customisation, { object: change.object, change }), 'registry');
        const [last] = await transaction.rows('SELECT COALESCE(MAX(position), 0) FROM overlay');
        await transaction.run('INSERT INTO overlay (id, object, position, change, created_at, created_by) VALUES (?,?,?,?,?,?)', [
          id, change.object, Number(last?.[0]) + 1, JSON.stringify(change), context.clock().toISOString(), context.principal.userId ?? context.principal.name,
        ]);
        await raise(transaction);
        return id;
      });
    },

    async undo(context, id) {
      await requireMay(context, 'undo');
      await store.write(async (transaction) => {
        const registry = await current();
        const unit = openUnit({ transaction, context, registry, audit });
        const before = await unit.load(Customisation, id);
        const standing = await readOverlay(transaction);
        if (!standing.some((one) => one.id === id)) throw refuse('wrong_state', '这项定制已经撤销。', 'This customisation has been taken back already.');
        const next = without(registry, standing.filter((one) => one.id !== id));
        await requireNoRoleNames(transaction, registry, next);
        const undoneAt = context.clock().toISOString();
        await transaction.run('UPDATE overlay SET undone_at = ? WHERE id = ?', [undoneAt, id]);
        await unit.update(Customisation, before, unit.draft(Customisation, { undoneAt }), 'undo', 'registry');
        await raise(transaction);
        await store.shape(next.definitions);
      });
    },
  };
}

/** @throws PanshiError `rule` when a later change needs the one that is gone */
function without(registry: Registry, rest: readonly { readonly change: OverlayChange }[]): Registry {
  try {
    return registry.with(rest.map((one) => one.change));
  } catch (error) {
    if (!isPanshiError(error)) throw error;
    throw refuse('rule', `之后的定制以它为基础，请先撤销那些：${error.text.zh}`, `Later customisations stand on it; take those back first: ${error.text.en}`);
  }
}

/** A role that named what is gone could not be read any more, and would shut its holders out. @throws PanshiError `rule` */
async function requireNoRoleNames(reader: Reader, now: Registry, next: Registry): Promise<void> {
  const reads = (grants: unknown, registry: Registry): boolean => {
    try {
      return parseGrants(grants, registry) !== undefined;
    } catch (error) {
      if (isPanshiError(error)) return false;
      throw error;
    }
  };
  for (const [name, text] of await reader.rows('SELECT name, grants FROM "role" WHERE archived = ? ORDER BY name', [false])) {
    const grants: unknown = JSON.parse(String(text));
    if (reads(grants, now) && !reads(grants, next)) {
      throw refuse('rule', `角色“${String(name)}”的授权用到它，请先修改该角色。`, `The grants of the role "${String(name)}" name it; change that role first.`);
    }
  }
}
