import { isPanshiError, refuse, type Text } from '#common/errors';
import type { ObjectDefinition } from '#common/objects';
import type { Core } from '#core';
import type { Context } from '#core/context';
import type { Grant } from '#core/access';
import { atLeast } from '#core/access/levels.ts';
import { Caller } from '#core/records/caller.ts';
import { openUnit } from '#core/records/open-unit.ts';
import { namesOf } from '#core/records/person-names.ts';
import { forbidden } from '#core/records/rights.ts';
import type { Unit } from '#core/records/unit.ts';
import { watch } from '#core/records/watched.ts';
import type { Transaction } from '#db';
import { prepareRows, type Cells, type PreparedRow } from './prepare-rows.ts';
import { ImportLedger, type StoredImport } from './import-ledger.ts';
import { takeBack, type UndoneImport } from './take-back.ts';

export type { UndoneImport };

export interface ImportRequest {
  readonly object: string;
  /** A record each; one with lines has them in it, under the name of their table. */
  readonly rows: readonly Cells[];
  /** Looks only. */
  readonly check: boolean;
  readonly source: string;
  /** Leaves bad rows out; otherwise one bad row refuses all. */
  readonly skipBad: boolean;
  /** An earlier import of the caller's that this goes on with: both are one from then on. */
  readonly into?: string | undefined;
}

export interface ImportProblem {
  /** Place among the rows, from 0. */
  readonly row: number;
  /** A path, for what stands in lines: `lines.3.quantity`. Null where the row as a whole is refused. */
  readonly field: string | null;
  readonly message: Text;
}

export interface ImportAnswer {
  /** Null where nothing was stored. */
  readonly id: string | null;
  readonly good: number;
  readonly bad: number;
  readonly problems: readonly ImportProblem[];
}

export type ImportHead = Omit<StoredImport, 'ids' | 'userId'> & { readonly by: string; readonly mayUndo: boolean };

/** Many records at once, each by the rules and rights of entering it alone; and the way back. */
export interface Imports {
  /** @throws PanshiError `forbidden`, `field_denied` for columns the caller may not write, `not_found` and `wrong_state` for an import that cannot be gone on with */
  run(context: Context, request: ImportRequest): Promise<ImportAnswer>;
  /** The caller's own imports, and those that the caller may undo; the latest first. */
  list(context: Context): Promise<readonly ImportHead[]>;
  /**
   * Takes an import back: records that nobody has used or changed since are deleted, other masters archived where the caller may change them; all else is left.
   * @throws PanshiError `not_found`, `wrong_state` when it has been taken back
   */
  undo(context: Context, id: string): Promise<UndoneImport>;
}

type Parts = Pick<Core, 'store' | 'audit' | 'access' | 'registry' | 'gate'>;

/** Rows, with the lines in them, stored between two looks at whoever else waits for the host. */
const AT_ONCE = 25;

/** Lines in all the rows of one call. */
const MOST_LINES = 20_000;

const NO_LOG = { append: () => Promise.resolve(0) };

export function createImports(parts: Parts): Imports {
  const { store, audit } = parts;
  const watched = watch(parts);

  async function stored(context: Context, transaction: Transaction, request: ImportRequest): Promise<ImportAnswer> {
    const caller = await Caller.of(parts, context);
    const definition = caller.definition(request.object);
    caller.rights.require(definition, 'create');
    const ledger = new ImportLedger(transaction, context);
    const before = request.into === undefined ? undefined : await mine(ledger, caller, definition, request.into);
    requireFew(definition, request.rows);
    const prepared = await prepareRows(transaction, caller, definition, request.rows);
    const batch = new Batch(parts, caller, transaction, definition, request.check ? NO_LOG : audit);
    const problems: ImportProblem[] = [];
    let since = AT_ONCE;
    for (const [row, one] of prepared.entries()) {
      if (since >= AT_ONCE) {
        await breath();
        since = 0;
      }
      since += 1 + linesOf(definition, one.draft.children);
      problems.push(...(await batch.take(one)).map((problem) => ({ row, ...problem })));
    }
    const bad = new Set(problems.map(({ row }) => row)).size;
    const good = request.rows.length - bad;
    if (request.check || good === 0) return { id: null, good, bad, problems };
    if (bad > 0 && !request.skipBad) throw new Refused({ id: null, good, bad, problems });
    const id = before?.id ?? context.newId();
    if (before) await ledger.extend(before, batch.ids);
    else await ledger.enter({ id, object: definition.name, source: request.source, ids: batch.ids });
    await audit.append(transaction, context, { event: 'import', object: definition.name, after: { import: id, source: request.source, count: good, left: bad } });
    return { id, good, bad, problems };
  }

  return {
    run: (context, request) =>
      watched(context, { event: 'import', object: request.object }, async () => {
        const work = (transaction: Transaction): Promise<ImportAnswer> => stored(context, transaction, request);
        if (request.check) return await store.attempt(work);
        try {
          return await store.write(work);
        } catch (error) {
          if (error instanceof Refused) return error.answer;
          throw error;
        }
      }),

    async list(context) {
      const caller = await Caller.of(parts, context);
      const objects = caller.access.registry.definitions.filter((definition) => mayDeleteAll(caller, definition)).map(({ name }) => name);
      const seen = await new ImportLedger(store.reader, context).of(objects);
      const names = await namesOf(parts, context, seen.map((one) => one.userId));
      return seen.map(({ ids: _, userId, ...head }) => ({
        ...head, by: names.get(userId) ?? '', mayUndo: head.undoneAt === null && mayUndo(caller, { ...head, userId }),
      }));
    },

    async undo(context, id) {
      const known = await new ImportLedger(store.reader, context).find(id);
      return await watched(context, { event: 'import.undo', object: known?.object ?? 'customisation' }, () =>
        store.write(async (transaction) => {
          const caller = await Caller.of(parts, context);
          const ledger = new ImportLedger(transaction, context);
          const found = await ledger.find(id);
          if (!found || !mayUndo(caller, found)) throw noImport();
          if (found.undoneAt !== null) throw alreadyUndone();
          const definition = caller.definition(found.object);
          const done = await takeBack(store, caller.unit(transaction), definition, found.ids, (record) => mayArchive(caller, transaction, definition, record));
          await ledger.close(id);
          await audit.append(transaction, context, { event: 'import.undo', object: found.object, after: { import: id, ...done } });
          return done;
        }),
      );
    },
  };
}

/** Ends the unit of work of an import that stores nothing, and brings its answer out. */
class Refused extends Error {
  readonly answer: ImportAnswer;

  constructor(answer: ImportAnswer) {
    super('the import is refused');
    this.answer = answer;
  }
}

/** Rows on their way into one table. */
class Batch {
  readonly ids: string[] = [];
  readonly #parts: Parts;
  readonly #caller: Caller;
  readonly #definition: ObjectDefinition;
  readonly #unit: Unit;
  /** The grants that let create, where they do so in whatever row. */
  readonly #grants: readonly Grant[] | undefined;

  constructor(parts: Parts, caller: Caller, transaction: Transaction, definition: ObjectDefinition, audit: Pick<Core['audit'], 'append'>) {
    this.#parts = parts;
    this.#caller = caller;
    this.#definition = definition;
    this.#unit = openUnit({ transaction, context: caller.context, registry: caller.access.registry, audit });
    const coverage = caller.access.coverage(definition.name, 'create');
    this.#grants = coverage.every((one) => one.rows('t') === undefined) ? coverage.map((one) => one.grant) : undefined;
  }

  /** Stores a row, in a unit of its own that fails alone. @returns what is wrong with it */
  async take({ draft, problems }: PreparedRow): Promise<Omit<ImportProblem, 'row'>[]> {
    const known = Object.entries(problems).map(([field, message]) => ({ field, message }));
    if (known.length > 0) return known;
    const { rights } = this.#caller;
    try {
      await this.#parts.store.write(async (transaction) => {
        const { id } = await this.#unit.insert(this.#definition, draft, 'import');
        const grants = this.#grants ?? (await rights.covering(transaction, this.#definition, id, 'create'));
        if (grants.length === 0) throw forbidden(this.#definition, 'create');
        rights.requireFields(grants, this.#definition, draft);
        this.ids.push(id);
      });
      return [];
    } catch (error) {
      if (!isPanshiError(error) || error.status >= 500) throw error;
      const { text, details } = error;
      if (details?.problems) return Object.entries(details.problems).map(([field, message]) => ({ field, message }));
      return [{ field: details?.fields?.[0] ?? null, message: text }];
    }
  }
}

/** @throws PanshiError `not_found` for one that is not the caller's, or of another object; `wrong_state` for one that was taken back */
async function mine(ledger: ImportLedger, { context }: Caller, { name }: ObjectDefinition, id: string): Promise<StoredImport> {
  const found = await ledger.find(id);
  if (!found || found.object !== name || found.userId !== context.principal.userId) throw noImport();
  if (found.undoneAt !== null) throw alreadyUndone();
  return found;
}

function noImport(): Error {
  return refuse('not_found', '没有找到这次导入。', 'This import was not found.');
}

function alreadyUndone(): Error {
  return refuse('wrong_state', '这次导入已经撤销。', 'This import has been taken back already.');
}

/** @throws PanshiError `malformed` for more lines than one unit of work should hold */
function requireFew(definition: ObjectDefinition, rows: readonly Cells[]): void {
  const lines = rows.reduce((sum, row) => sum + linesOf(definition, row), 0);
  if (lines > MOST_LINES) throw refuse('malformed', `一次至多 ${MOST_LINES} 行明细，请分几次导入。`, `At most ${MOST_LINES} lines at once; import them in several parts.`);
}

function linesOf({ children }: ObjectDefinition, row: Cells): number {
  return Object.keys(children).reduce((sum, name) => sum + (Array.isArray(row[name]) ? row[name].length : 0), 0);
}

/** Who made an import may take it back, as long as they may still make such records; so may whoever may delete all of them. */
function mayUndo(caller: Caller, { object, userId }: Pick<StoredImport, 'object' | 'userId'>): boolean {
  const definition = caller.access.registry.find(object);
  if (!definition) return false;
  return userId === caller.context.principal.userId ? caller.rights.may(definition, 'create') : mayDeleteAll(caller, definition);
}

function mayDeleteAll({ access, rights }: Caller, definition: ObjectDefinition): boolean {
  return rights.may(definition, 'delete') && access.coverage(definition.name, 'delete').some((one) => one.rows('t') === undefined);
}

/** Whether the caller may put the record away as it is now: others may have taken it over. */
async function mayArchive({ access, rights }: Caller, transaction: Transaction, definition: ObjectDefinition, id: string): Promise<boolean> {
  const grants = rights.may(definition, 'update') ? await rights.covering(transaction, definition, id, 'update') : [];
  return grants.some((grant) => atLeast(access.level(grant, access.registry.table(definition.name), 'archived'), 'write'));
}

/** Lets whoever waits for the host come in between: statements of an embedded store leave no other gap. */
function breath(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
