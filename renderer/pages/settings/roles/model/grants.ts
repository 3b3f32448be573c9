/* A role's grants as the page works with them: a list of grants for each object. What the page does not know stays as it is. */

export type Level = 'none' | 'masked' | 'read' | 'write';
export type Rows = 'own' | 'department' | 'departmentTree' | 'all' | { readonly when: string };

export interface Grant {
  readonly can: readonly string[];
  /** `all` when left out. */
  readonly rows?: Rows;
  /** By field, `lines.price`, `lines.*` or `*`; without it every field may be written. */
  readonly fields?: Readonly<Record<string, Level>>;
}

/** Grants by object. */
export type Grants = Readonly<Record<string, readonly Grant[]>>;

export const LEVELS: readonly Level[] = ['none', 'masked', 'read', 'write'];
export const VERBS = ['read', 'create', 'update', 'delete', 'export', 'unmask'] as const;

/** Reads what the host keeps: one grant or several for each object. */
export function readGrants(stored: unknown): Grants {
  if (typeof stored !== 'object' || stored === null) return {};
  return Object.fromEntries(Object.entries(stored as Record<string, Grant | readonly Grant[]>).map(([object, given]) => [object, Array.isArray(given) ? (given as readonly Grant[]) : [given as Grant]]));
}

/** As the host keeps them: a single grant stands alone, an object without any is not named. */
export function writeGrants(grants: Grants): Record<string, Grant | readonly Grant[]> {
  return Object.fromEntries(Object.entries(grants).flatMap(([object, list]) => {
    const [only] = list;
    if (only === undefined) return [];
    return [[object, list.length === 1 ? only : list] as const];
  }));
}

/** Where a field's level comes from: named itself, by its child table, by the rest `*`, or by nothing, which means that all is open. */
export interface NamedLevel {
  readonly level: Level;
  readonly by: 'itself' | 'table' | 'rest' | 'open';
}

/** The level that a grant names for a field: the most exact name wins. @param path `price`, `lines.price` */
export function namedLevel(grant: Grant, path: string): NamedLevel {
  const { fields } = grant;
  if (fields === undefined) return { level: 'write', by: 'open' };
  const [first = '', second] = path.split('.');
  const own = fields[path];
  if (own !== undefined) return { level: own, by: 'itself' };
  const table = second === undefined ? undefined : fields[`${first}.*`];
  if (table !== undefined) return { level: table, by: 'table' };
  return { level: fields['*'] ?? 'none', by: 'rest' };
}

/**
 * The grant with a level for a field, for `lines.*`, or for the rest `*`.
 * @param level undefined takes the field's own level away, so that it follows the rest
 */
export function withLevel(grant: Grant, path: string, level: Level | undefined): Grant {
  if (level === undefined) {
    if (grant.fields === undefined || path === '*') return grant;
    const { [path]: _, ...rest } = grant.fields;
    return { ...grant, fields: rest };
  }
  // Nothing named means that all is open: that has to be said once something else is named.
  return { ...grant, fields: { ...(grant.fields ?? { '*': 'write' }), [path]: level } };
}

/** The grant with a verb or without it. `action:*` is taken apart into the others when one of them is taken away. */
export function withVerb(grant: Grant, verb: string, is: boolean, actions: readonly string[]): Grant {
  const others = grant.can.includes('action:*') && verb.startsWith('action:') && verb !== 'action:*' && !is ? actions.map((name) => `action:${name}`) : [];
  const kept = grant.can.filter((one) => one !== verb && !(others.length > 0 && one === 'action:*') && !(verb === 'action:*' && one.startsWith('action:')));
  const next = [...new Set([...kept, ...others])].filter((one) => one !== verb);
  return { ...grant, can: is ? [...next, verb] : next };
}

export function hasVerb(grant: Grant, verb: string): boolean {
  return grant.can.includes(verb) || (verb.startsWith('action:') && grant.can.includes('action:*'));
}

export function rowsOf(grant: Grant): Rows {
  return grant.rows ?? 'all';
}

export function sameRows(a: Rows, b: Rows): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The grants with others for one object; none at all takes the object out. */
export function withObject(grants: Grants, object: string, list: readonly Grant[]): Grants {
  if (list.length > 0) return { ...grants, [object]: list };
  const { [object]: _, ...rest } = grants;
  return rest;
}

/** Whether two roles grant the same, in whatever order names stand. */
export function sameGrants(a: readonly Grant[] | undefined, b: readonly Grant[] | undefined): boolean {
  return JSON.stringify((a ?? []).map(sorted)) === JSON.stringify((b ?? []).map(sorted));
}

function sorted({ can, rows, fields }: Grant): unknown {
  return [[...can].sort(), rows ?? 'all', Object.entries(fields ?? { '*': 'write' }).sort(([a], [b]) => (a < b ? -1 : 1))];
}

/**
 * Own changes over what somebody else has saved meanwhile, object by object.
 * @returns the grants, and the objects that both changed differently, where the own changes win
 */
export function mergeGrants(base: Grants, mine: Grants, theirs: Grants): { readonly grants: Grants; readonly both: readonly string[] } {
  let grants: Grants = theirs;
  const both: string[] = [];
  for (const object of new Set([...Object.keys(base), ...Object.keys(mine)])) {
    if (sameGrants(base[object], mine[object])) continue;
    if (!sameGrants(base[object], theirs[object]) && !sameGrants(mine[object], theirs[object])) both.push(object);
    grants = withObject(grants, object, mine[object] ?? []);
  }
  return { grants, both };
}
