import { columnName, type ObjectDefinition } from '#common/objects';
import { orderKey, searchKey } from './keys.ts';

/** What a companion is kept for: the place in a list, or what a search looks into. */
export type CompanionKind = 'order' | 'pinyin';

/** A hidden column beside a searchable text, kept up by whoever writes the text. It is no field: only sorting and searching read it. */
export interface Companion {
  readonly field: string;
  /** The column of the text. */
  readonly source: string;
  readonly kind: CompanionKind;
  readonly column: string;
  readonly key: (text: string) => string;
}

const KEYS: Readonly<Record<CompanionKind, (text: string) => string>> = { order: orderKey, pinyin: searchKey };

/** Raised when keys are written in another way: all are then written anew. */
export const KEY_FORM = 1;

/** `name__pinyin`. No field has two underscores in its column's name. */
export function companionColumn(field: string, kind: CompanionKind): string {
  return `${columnName(field)}__${kind}`;
}

export function isCompanionColumn(column: string): boolean {
  return /__(?:order|pinyin)$/.test(column);
}

/** Rows of a ledger stand as they were entered and name nobody: what is looked for in them is looked for as it is written. */
export function isStanding({ kind, derived }: Pick<ObjectDefinition, 'kind' | 'derived'>): boolean {
  return kind === 'ledger' && !derived;
}

/** The fields of an object that have companions. */
export function searchedFields(definition: ObjectDefinition): string[] {
  if (isStanding(definition)) return [];
  return Object.entries(definition.fields).flatMap(([name, field]) => (field.type === 'text' && field.search ? [name] : []));
}

/** Those of them that stand in lists by how they are read. What is unique is a code, and stands as it is written. */
export function placedFields(definition: ObjectDefinition): string[] {
  return searchedFields(definition).filter((name) => !definition.fields[name]?.unique);
}

export function companionsOf(definition: ObjectDefinition): Companion[] {
  const placed = placedFields(definition);
  return searchedFields(definition).flatMap((field) =>
    (placed.includes(field) ? (['order', 'pinyin'] as const) : (['pinyin'] as const)).map((kind) => ({
      field, source: columnName(field), kind, column: companionColumn(field, kind), key: KEYS[kind],
    })),
  );
}

/**
 * The columns in one index that hold all that a search of the object looks into: the title first, so that its initials are found as a beginning, the
 * number last. Only what surely fits into an entry of an index: PostgreSQL takes 2,704 bytes.
 */
export function searchColumns(definition: ObjectDefinition): string[] {
  const fields = searchedFields(definition);
  const ordered = [...fields.filter((name) => name === definition.title), ...fields.filter((name) => name !== definition.title)];
  let room = 2400;
  const columns = ordered.flatMap((name) => {
    const field = definition.fields[name];
    // Three bytes a Chinese character, and the letters of those that can be found by them, twice where there are two readings.
    const most = field?.type === 'text' ? field.max * 3 + Math.min(field.max, 60) * 9 : room + 1;
    if (most > room) return [];
    room -= most;
    return [companionColumn(name, 'pinyin')];
  });
  return definition.numbering ? [...columns, 'number'] : columns;
}
