import type { ApiRecord } from '#common/api';
import { same } from './changes.ts';
import type { RecordModel } from './use-record.ts';
import { isEditable } from './sections.ts';

/** One thing on which two people differ: a field, or the rows of a child table together. */
export interface Difference {
  readonly name: string;
  readonly kind: 'field' | 'rows';
  readonly mine: unknown;
  readonly theirs: unknown;
  /** I changed it, so mine is offered; what only the other changed is taken as it is. */
  readonly byMe: boolean;
  readonly byThem: boolean;
}

/** What differs between what is being entered and what somebody else has stored meanwhile. */
export function differences(record: Pick<RecordModel, 'object' | 'stored' | 'kept' | 'sent'>, theirs: ApiRecord): readonly Difference[] {
  const base = record.stored.value;
  const mine = record.kept();
  const changed = record.sent().values;
  const fields = record.object.fields.filter((field) => isEditable(field, 'update')).flatMap((field): Difference[] => {
    const byMe = Object.hasOwn(changed, field.name);
    const byThem = !same(base?.[field.name], theirs[field.name]);
    if ((!byMe && !byThem) || same(mine.values[field.name], theirs[field.name])) return [];
    return [{ name: field.name, kind: 'field', mine: mine.values[field.name], theirs: theirs[field.name], byMe, byThem }];
  });
  const tables = record.object.children.flatMap(({ name }): Difference[] => {
    const byMe = Object.hasOwn(changed, name);
    const byThem = !same(base?.[name], theirs[name]);
    return byMe || byThem ? [{ name, kind: 'rows', mine: mine.rows[name], theirs: theirs[name], byMe, byThem }] : [];
  });
  return [...fields, ...tables];
}
