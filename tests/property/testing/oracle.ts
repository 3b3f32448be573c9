import type { JsonValue } from '#common/fields';
import { CHILD, fieldsIn } from './fields.ts';
import type { Person, WrittenGrant } from './grants.ts';
import { INPUTS } from './objects.ts';
import { HOME, type Values, type World, type WorldRow } from './world.ts';

/*
 * Who may see which cell, said a second time in plain code from the words of the grants. Nothing here asks core/access: where the two
 * disagree, a test fails.
 */

export type Seen = 'open' | 'masked' | 'hidden';

/** Readable wherever the row is: they tell rows apart and hold no business value. */
const PLAIN = new Set(['id', 'companyId', 'version', 'archived', 'parentId', 'position']);

/** The level that one grant gives a field: `client.name`, `job.lines.price`. */
export function levelIn(grant: WrittenGrant, table: string, field: string): Seen {
  const named = namedIn(grant, table, field);
  if (PLAIN.has(field)) return 'open';
  const inputs = INPUTS[`${table}.${field}`] ?? [];
  const inputsOpen = inputs.every((input) => {
    const at = input.lastIndexOf('.');
    return levelIn(grant, input.slice(0, at), input.slice(at + 1)) === 'open';
  });
  return inputsOpen ? named : 'hidden';
}

function namedIn({ fields }: WrittenGrant, table: string, field: string): Seen {
  if (!fields) return 'open';
  const child = table.split('.')[1];
  const level = child === undefined ? (fields[field] ?? fields['*']) : (fields[`${child}.${field}`] ?? fields[`${child}.*`] ?? fields['*']);
  if (level === 'read' || level === 'write') return 'open';
  return level === 'masked' ? 'masked' : 'hidden';
}

/** Whether a grant reaches a row, whatever it may do there. */
export function reaches(grant: WrittenGrant, row: WorldRow, world: World, person: Person): boolean {
  return grant.object === row.object && row.values['companyId'] === HOME && grant.scope.holds(row, world, person);
}

/** What a person holding these grants sees. */
export class Oracle {
  readonly #grants: readonly WrittenGrant[];
  readonly #person: Person;

  constructor(grants: readonly WrittenGrant[], person: Person) {
    this.#grants = grants;
    this.#person = person;
  }

  /** For each row and grant, whether the one reaches the other: what must stay as it is when hidden values change. */
  membership(world: World): string {
    return world.map((row) => this.#grants.map((grant) => Number(reaches(grant, row, world, this.#person))).join('')).join(' ');
  }

  #reading(row: WorldRow, world: World, exporting: boolean): WrittenGrant[] {
    const verbs = exporting ? (['read', 'export'] as const) : (['read'] as const);
    return this.#grants.filter((grant) => verbs.every((verb) => grant.can.includes(verb)) && reaches(grant, row, world, this.#person));
  }

  /** Whether any grant at all reaches the row. */
  reached(row: WorldRow, world: World): boolean {
    return this.#grants.some((grant) => reaches(grant, row, world, this.#person));
  }

  /** Whether the person may change, act on or take away the row. */
  writes(row: WorldRow, world: World): boolean {
    return this.#grants.some(
      (grant) =>
        grant.can.some((verb) => verb !== 'read' && verb !== 'export' && verb !== 'create') && reaches(grant, row, world, this.#person),
    );
  }

  sees(row: WorldRow, world: World, exporting = false): boolean {
    return this.#reading(row, world, exporting).length > 0;
  }

  /** @param table the row's object, or one of its child tables */
  cell(row: WorldRow, world: World, table: string, field: string, exporting = false): Seen {
    const levels = this.#reading(row, world, exporting).map((grant) => levelIn(grant, table, field));
    if (levels.includes('open')) return 'open';
    return levels.includes('masked') ? 'masked' : 'hidden';
  }

  /** The best that a field is in any row. */
  best(table: string, field: string): Seen {
    const object = table.split('.')[0];
    const levels = this.#grants
      .filter((grant) => grant.object === object && grant.can.includes('read'))
      .map((grant) => levelIn(grant, table, field));
    if (levels.includes('open')) return 'open';
    return levels.includes('masked') ? 'masked' : 'hidden';
  }

  /** Whether some grant lets write the field, in a new record or in one that is there. */
  writable(table: string, field: string, fresh: boolean): boolean {
    const object = table.split('.')[0];
    const level = ({ fields }: WrittenGrant): string => {
      if (!fields) return 'write';
      const child = table.split('.')[1];
      return (
        (child === undefined ? (fields[field] ?? fields['*']) : (fields[`${child}.${field}`] ?? fields[`${child}.*`] ?? fields['*'])) ??
        'none'
      );
    };
    if (fieldsIn(table)[field]?.system) return false;
    return this.#grants.some(
      (grant) => grant.object === object && grant.can.includes(fresh ? 'create' : 'update') && level(grant) === 'write',
    );
  }

  /** The record that a list of all its fields must show. */
  shown(row: WorldRow, world: World): Record<string, unknown> {
    return this.#shownCells(row, world, row.object, row.values);
  }

  /** Its child rows; undefined where nothing of them but their places is shown anywhere. */
  shownRows(row: WorldRow, world: World): Record<string, unknown>[] | undefined {
    const child = CHILD[row.object];
    if (child === undefined) return undefined;
    const table = `${row.object}.${child}`;
    const told = Object.keys(fieldsIn(table)).some((field) => !PLAIN.has(field) && this.best(table, field) !== 'hidden');
    if (!told) return undefined;
    return row.children.map((values) => {
      const { parentId: _, ...shown } = this.#shownCells(row, world, table, values);
      return shown;
    });
  }

  #shownCells(row: WorldRow, world: World, table: string, values: Values): Record<string, unknown> {
    const shown: Record<string, unknown> = {};
    const masked: string[] = [];
    for (const field of Object.keys(fieldsIn(table))) {
      if (this.best(table, field) === 'hidden') continue;
      const seen = this.cell(row, world, table, field);
      const value = values[field] ?? null;
      if (seen === 'masked' && value !== null) masked.push(field);
      shown[field] = seen === 'open' ? value : seen === 'masked' && value !== null ? mask(table, field, value) : null;
    }
    return masked.length > 0 ? { ...shown, _masked: masked } : shown;
  }
}

/** How a masked value looks: phones keep their last four digits when they are long enough, `secret` its first sign, all else nothing. */
export function mask(table: string, field: string, value: JsonValue): string {
  const signs = [...String(value)];
  if ((field === 'phone' || field === 'mobile') && table.startsWith('client'))
    return signs.length > 8 ? `****${signs.slice(-4).join('')}` : '****';
  if (field === 'secret') return signs.length > 1 ? `${signs[0]}****` : '****';
  return '****';
}

export { PLAIN };
