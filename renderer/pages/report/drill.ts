import type { Drill } from '#common/api';

/** Where a row leads. */
export type Lead =
  | { readonly to: 'report'; readonly report: string; readonly params: Readonly<Record<string, string>> }
  | { readonly to: 'record'; readonly object: string; readonly id: string };

type Row = Readonly<Record<string, unknown>>;

/**
 * Where a row of a report leads.
 * @param params what the report was asked
 * @returns undefined for a row in which a member is missing or empty
 */
export function leadOf(drill: Drill | null, row: Row, params: Readonly<Record<string, string>>): Lead | undefined {
  if (drill === null) return undefined;
  if (drill.to === 'record') {
    const object = drill.object.startsWith('row.') ? member(row, drill.object) : drill.object;
    const id = member(row, drill.id);
    return object === undefined || id === undefined ? undefined : { to: 'record', object, id };
  }
  const taken: Record<string, string> = {};
  for (const [name, source] of Object.entries(drill.params)) {
    if (source.startsWith('param.')) {
      const value = params[source.slice(6)];
      if (value !== undefined && value !== '') taken[name] = value;
      continue;
    }
    const value = member(row, source);
    if (value === undefined) return undefined;
    taken[name] = value;
  }
  return { to: 'report', report: drill.report, params: taken };
}

function member(row: Row, source: string): string | undefined {
  const value = row[source.replace(/^row\./, '')];
  return value === undefined || value === null || value === '' ? undefined : String(value);
}
