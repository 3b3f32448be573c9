/** Sentences of the host, put where they belong: at fields, at cells of rows, or to the whole. */
export interface Placed {
  readonly head: Readonly<Record<string, string>>;
  /** By child table and key of the row. */
  readonly rows: Readonly<Record<string, ReadonlyMap<number, Readonly<Record<string, string>>>>>;
  /** By path: of the record as a whole (``), of all rows of a table, of fields that are not on the page. */
  readonly whole: Readonly<Record<string, string>>;
}

export const NONE: Placed = { head: {}, rows: {}, whole: {} };

/**
 * @param problems by path: `customer`, `lines.3.quantity`, `` for the whole
 * @param keys the rows as they were sent, by which places are told
 * @param fields names of the fields that are on the page; a sentence about any other is about the whole
 */
export function placed(problems: Readonly<Record<string, string>>, keys: Readonly<Record<string, readonly number[]>>, fields: ReadonlySet<string>): Placed {
  const head: Record<string, string> = {};
  const rows: Record<string, Map<number, Record<string, string>>> = {};
  const whole: Record<string, string> = {};
  for (const [path, sentence] of Object.entries(problems)) {
    const [first = '', index, name = ''] = path.split('.');
    const key = index === undefined ? undefined : keys[first]?.[Number(index)];
    if (key !== undefined) {
      const table = (rows[first] ??= new Map());
      table.set(key, { ...table.get(key), [name]: sentence });
    } else if (fields.has(first)) head[first] = sentence;
    else whole[path] = sentence;
  }
  return { head, rows, whole };
}

/** What the host says while somebody is still entering: that something is missing is no news yet. */
export function onlyWhereEntered(
  found: Placed, tables: ReadonlySet<string>, head: Readonly<Record<string, unknown>>, row: (child: string, key: number) => Readonly<Record<string, unknown>> | undefined,
): Placed {
  const entered = (values: Readonly<Record<string, unknown>> | undefined, name: string): boolean => !['', null, undefined].includes(values?.[name] as never);
  return {
    head: Object.fromEntries(Object.entries(found.head).filter(([name]) => entered(head, name))),
    rows: Object.fromEntries(
      Object.entries(found.rows).map(([child, table]) => [
        child,
        new Map([...table].flatMap(([key, told]) => {
          const kept = Object.entries(told).filter(([name]) => name === '' || entered(row(child, key), name));
          return kept.length === 0 ? [] : [[key, Object.fromEntries(kept)] as const];
        })),
      ]),
    ),
    // That there is no row yet goes without saying.
    whole: Object.fromEntries(Object.entries(found.whole).filter(([path]) => !tables.has(path))),
  };
}

/** Both, the later first where they speak of the same. */
export function together(told: Placed, later: Placed): Placed {
  const children = new Set([...Object.keys(told.rows), ...Object.keys(later.rows)]);
  const rows = [...children].map((child) => {
    const table = new Map(told.rows[child] ?? []);
    for (const [key, one] of later.rows[child] ?? []) table.set(key, { ...table.get(key), ...one });
    return [child, table] as const;
  });
  return { head: { ...told.head, ...later.head }, rows: Object.fromEntries(rows), whole: { ...told.whole, ...later.whole } };
}
