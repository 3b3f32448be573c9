import type { Found } from '#common/api';
import { refuse } from '#common/errors';
import { parseExpression } from '#common/expression';
import type { ObjectDefinition } from '#common/objects';
import type { Access } from '#core/access';
import { readerOf, type Context } from '#core/context';
import type { Reader } from '#db';
import { bind, compileLook, type CompiledLook } from '#db/query';
import { needlesOf, searchedFields } from '#db/search';
import { Caller, type GateParts } from './caller.ts';
import { FoundSoFar, foundOf, shownOf, type Shown } from './found.ts';
import type { FindRequest, Gate } from './gate.ts';
import { isLarge, longList } from './long-list.ts';
import { BEGINNINGS, EXACT, LAST_RANK, looksOf, type Bounds, type Look } from './looks.ts';
import { forbidden } from './rights.ts';
import { isStorable } from './storable.ts';
import type { Watched } from './watched.ts';

const DEFAULT_LIMIT = 8;
const MAX_LIMIT = 50;
const LONGEST = 200;

const NOT_ARCHIVED = parseExpression('archived == false');

/** Masters are what people look for most. */
const KINDS: readonly ObjectDefinition['kind'][] = ['master', 'document', 'platform', 'ledger'];

/** Finding by a few letters, over all objects that the caller may see. */
export function findsOf(parts: GateParts, watched: Watched, figures: Reader): Pick<Gate, 'find'> {
  const { store } = parts;
  return {
    find: (context, request) =>
      watched(context, { event: 'records.find', object: request.object ?? '*' }, async () => {
        const caller = await Caller.of(parts, context);
        const limit = requireFitting(request);
        const definitions = findable(caller, request.object);
        if (needlesOf(request.text).text === '') return [];
        const found = new FoundSoFar(limit);
        // A whole code or number is what was meant: what begins with it may follow, what is only spelled like it or holds it is not searched for.
        let named = false;
        for (let rank = 0; rank <= (named ? BEGINNINGS : LAST_RANK) && !found.enough; rank += 1) {
          found.add(await each(definitions, (definition) => look(caller, definition, rank, request.text, limit)));
          named ||= rank === EXACT && found.all.length > 0;
        }
        if (!found.enough && !named) {
          found.add(await each(definitions, (definition) => anywhere(caller, definition, request.text, limit)));
        }
        return found.all;
      }),
  };

  /** Found by all looks of one rank at one object. */
  async function look({ access, context }: Caller, definition: ObjectDefinition, rank: number, text: string, limit: number): Promise<Found[]> {
    const shown = shownOf(access, definition);
    const found: Found[] = [];
    for (const { look: one, compiled } of compiledLooks(access, definition, shown, store.dialect)[rank] ?? []) {
      const bounds = one.bounds(text);
      if (!bounds) continue;
      const reader = compiled.quick || !(await isLarge(store.reader, access.registry.table(definition.name))) ? store.reader : store.longReader;
      const rows = await reader.rows(compiled.text, filled(compiled, context, bounds, limit));
      found.push(...rows.map((row) => foundOf(definition, shown, compiled.read(row).values)));
    }
    return found;
  }

  /** The text anywhere in what is searched of an object. */
  async function anywhere({ access, visible }: Caller, definition: ObjectDefinition, text: string, limit: number): Promise<Found[]> {
    const table = access.registry.table(definition.name);
    const shown = shownOf(access, definition);
    const byTitle = searchedFields(definition).includes(definition.title) && visible.opens(definition.name, [definition.title], 'compute');
    const sort = byTitle ? [definition.title] : ['-createdAt'];
    const sorted = visible.opens(definition.name, [sort[0]?.replace('-', '') ?? ''], 'compute');
    const { records } = await longList({ store, figures }, visible, table, { fields: shown.fields, search: text, limit, ...(sorted ? { sort } : {}) });
    return records.map((record) => foundOf(definition, shown, record));
  }
}

/** @throws PanshiError `malformed` */
function requireFitting({ text, limit = DEFAULT_LIMIT }: FindRequest): number {
  if (!Number.isSafeInteger(limit) || limit < 1 || limit > MAX_LIMIT) throw refuse('malformed', `limit 应在 1 到 ${MAX_LIMIT} 之间。`, `limit must be from 1 to ${MAX_LIMIT}.`);
  if (text.length > LONGEST || !isStorable(text)) {
    throw refuse('malformed', `要查找的文字过长（最多 ${LONGEST} 字），或含有不可用的字符。`, `What to find is too long (at most ${LONGEST} characters) or holds a character that cannot be used.`);
  }
  return limit;
}

/** @throws PanshiError `not_found`, `forbidden` for an object that is asked for by name */
function findable({ access }: Caller, object: string | undefined): ObjectDefinition[] {
  const named = object === undefined ? undefined : access.registry.definition(object);
  if (named && !access.view(named.name)) throw forbidden(named, 'read');
  return (named ? [named] : access.registry.definitions)
    .filter((definition) => (searchedFields(definition).length > 0 || definition.numbering) && access.view(definition.name))
    .toSorted((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
}

async function each<T>(definitions: readonly ObjectDefinition[], run: (definition: ObjectDefinition) => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  for (const definition of definitions) all.push(await run(definition));
  return all;
}

function filled(compiled: CompiledLook, context: Context, bounds: Bounds, limit: number): ReturnType<typeof bind> {
  const values = bind(compiled.params, readerOf(context));
  for (const hole of compiled.holes) {
    if ('limit' in hole) values[hole.at] = limit;
    else if ('named' in hole) values[hole.at] = bounds[hole.named as keyof Bounds] ?? null;
  }
  return values;
}

interface ReadyLook {
  readonly look: Look;
  readonly compiled: CompiledLook;
}

const READY = new WeakMap<Access, Map<string, readonly (readonly ReadyLook[])[]>>();

function compiledLooks(access: Access, definition: ObjectDefinition, shown: Shown, dialect: Reader['dialect']): readonly (readonly ReadyLook[])[] {
  const ready = READY.get(access) ?? new Map<string, readonly (readonly ReadyLook[])[]>();
  READY.set(access, ready);
  const known = ready.get(definition.name);
  if (known) return known;
  const view = access.view(definition.name);
  const select = [['id'], ...shown.fields.map((name) => [name])];
  const also = definition.kind === 'master' ? [NOT_ARCHIVED] : [];
  const made = looksOf(definition).map((looks) =>
    looks.flatMap((one) => {
      const compiled = view && compileLook({ view, select, also, ...one }, dialect);
      return compiled ? [{ look: one, compiled }] : [];
    }),
  );
  ready.set(definition.name, made);
  return made;
}
