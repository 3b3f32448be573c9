import { kindOf, type Field, type FieldKind, type JsonValue } from '#common/fields';
import type { Fragment } from '#common/expression';
import type { StoredRow } from '#db/store.ts';
import type { Found } from './paths.ts';

/** A row as its reader sees it: the selected values by the names they were asked for, and the names of those that are masked. */
export interface ReadRow {
  readonly values: Record<string, JsonValue>;
  readonly masked: string[] | undefined;
}

/** Where one selected value is found in the rows of a statement. */
interface Place {
  readonly name: string;
  readonly field: Field;
  readonly kind: FieldKind<Field>;
  /** The database keeps it as it is read. */
  readonly asIs: boolean;
  /** -1 where no row has it open, or masked. */
  readonly openAt: number;
  readonly maskedAt: number;
}

/** Adds the columns that the selected values need. @returns what reads rows of the statement */
export function rowReader(selected: readonly Found[], columns: Fragment[]): (row: StoredRow) => ReadRow {
  const places = selected.map((found): Place => {
    const kind = kindOf(found.field);
    const { open, masked } = found.cell;
    return {
      name: found.path.join('.'),
      field: found.field,
      kind,
      asIs: kind.column === 'text',
      openAt: open ? columns.push(open) - 1 : -1,
      maskedAt: masked ? columns.push(masked) - 1 : -1,
    };
  });
  const empty = emptyRow(places.map(({ name }) => name));
  return (row) => {
    const values = { ...empty };
    let masked: string[] | undefined;
    for (const place of places) {
      const open = place.openAt < 0 ? null : row[place.openAt];
      if (open !== null && open !== undefined) {
        values[place.name] = place.asIs ? String(open) : place.kind.decode(open, place.field);
        continue;
      }
      const hidden = place.maskedAt < 0 ? null : row[place.maskedAt];
      if (hidden === null || hidden === undefined) continue;
      values[place.name] = place.kind.mask(place.kind.decode(hidden, place.field), place.field);
      (masked ??= []).push(place.name);
    }
    return { values, masked };
  };
}

/**
 * A row without values, of which rows are copies: so all rows of a list have one shape in memory and are cheap to fill. (Objects that
 * grow field by field become hash tables in V8; what JSON.parse makes does not.)
 */
function emptyRow(names: readonly string[]): Record<string, JsonValue> {
  return JSON.parse(JSON.stringify(Object.fromEntries(names.map((name) => [name, null])))) as Record<string, null>;
}
