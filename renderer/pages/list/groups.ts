import type { ApiObject, QueryBody } from '#common/api';
import { fieldAt, kindOfField, type FieldAt, type Find } from '#renderer/filter/paths.ts';
import { conditionCel } from '#renderer/filter/to-cel.ts';

/** By which field rows are put together: `customer`, `month(date)`, `year(date)`. */
export type GroupKey = string;

/** A group as the host counted it. */
export interface CountedGroup {
  readonly value: string | number | boolean | null;
  /** For links: what the record is called. */
  readonly title: string | null;
  readonly count: number;
  /** By path; exact decimal strings. */
  readonly sums: Readonly<Record<string, string>>;
}

export interface GroupField {
  readonly key: GroupKey;
  readonly part: 'month' | 'year' | undefined;
  readonly at: FieldAt;
}

const PARTED = /^(month|year)\((.+)\)$/;

export function groupField(definition: ApiObject, key: GroupKey, find: Find): GroupField | undefined {
  const [, part, inner] = PARTED.exec(key) ?? [];
  const found = fieldAt(definition, inner ?? key, find);
  if (found === undefined || !found.open) return undefined;
  const dated = found.field.type === 'date' || found.field.type === 'time';
  if (part !== undefined && !dated) return undefined;
  return { key, part: part as 'month' | 'year' | undefined, at: found };
}

/** The ways in which rows of an object can be put together, the likely ones first. */
export function groupKeys(fields: readonly FieldAt[]): readonly GroupKey[] {
  const own = fields.filter(({ path, open, field }) => open && !path.includes('.') && field.options['long'] !== true);
  return own.flatMap(({ path, field }) => {
    switch (field.type) {
      case 'date':
      case 'time':
        return [`month(${path})`, `year(${path})`];
      case 'choice':
      case 'link':
      case 'bool':
        return [path];
      default:
        return /city|country|region/i.test(path) ? [path] : [];
    }
  });
}

/** The question that counts the groups. @param sums paths of figures to add up */
export function groupQuery(object: string, field: GroupField, sums: readonly string[], filter: string, search = ''): QueryBody {
  const value = field.part === undefined ? field.at.path : `${field.part}(${field.at.path})`;
  const title = field.at.titlePath;
  return {
    object,
    select: [`${value} as groupValue`, ...(title === undefined ? [] : [`${title} as groupTitle`]), 'count() as groupCount', ...sums.map((path, at) => `sum(${path}) as groupSum${at}`)],
    group: title === undefined ? [value] : [value, title],
    ...(filter === '' ? {} : { filter }),
    ...(search === '' ? {} : { search }),
    limit: 2000,
  };
}

type Cell = string | number | boolean | null;

export function groupsFrom(rows: readonly Readonly<Record<string, Cell>>[], sums: readonly string[]): CountedGroup[] {
  return rows.map((row) => ({
    value: row['groupValue'] ?? null,
    title: row['groupTitle'] === undefined || row['groupTitle'] === null ? null : String(row['groupTitle']),
    count: Number(row['groupCount'] ?? 0),
    sums: Object.fromEntries(sums.flatMap((path, at) => {
      const sum = row[`groupSum${at}`];
      return sum === null || sum === undefined ? [] : [[path, String(sum)] as const];
    })),
  }));
}

/** The condition that holds of the rows of a group and no others. */
export function groupFilter(field: GroupField, value: CountedGroup['value']): string {
  const { path } = field.at;
  if (value === null) return `${path} == null`;
  if (field.part !== undefined) return `${path} >= "${String(value)}${field.part === 'month' ? '-01' : '-01-01'}" && ${path} < "${after(String(value))}"`;
  if (typeof value === 'boolean') return value ? `${path} == true` : `${path} != true`;
  return conditionCel({ path, operator: 'is', values: [String(value)] }, kindOfField(field.at) ?? 'text');
}

/** The first day after a month or year. */
function after(value: string): string {
  const [year = '', month] = value.split('-');
  if (month === undefined) return `${String(Number(year) + 1).padStart(4, '0')}-01-01`;
  return month === '12' ? `${String(Number(year) + 1).padStart(4, '0')}-01-01` : `${year}-${String(Number(month) + 1).padStart(2, '0')}-01`;
}

/** Months and years the latest first, choices in the order of their definition, all else by its name. */
export function inOrder(field: GroupField, groups: readonly CountedGroup[], label: (group: CountedGroup) => string, collator: Intl.Collator): readonly CountedGroup[] {
  if (field.part !== undefined) return [...groups].sort((a, b) => String(b.value ?? '').localeCompare(String(a.value ?? '')));
  const values = field.at.field.type === 'choice' ? Object.keys((field.at.field.options['values'] ?? {}) as object) : [];
  const place = (group: CountedGroup): number => (group.value === null ? values.length + 1 : Math.max(0, values.indexOf(String(group.value))));
  if (values.length > 0) return [...groups].sort((a, b) => place(a) - place(b));
  return [...groups].sort((a, b) => Number(a.value === null) - Number(b.value === null) || collator.compare(label(a), label(b)));
}
