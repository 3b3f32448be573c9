import Database from 'better-sqlite3-multiple-ciphers';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bindParam } from './index.ts';
import { COLUMNS, columnName, compiled, evaluatedRows, guardedCell, plainCell, stored } from './testing/document-table.ts';
import { condition, FIELDS, reader, row, type Row } from './testing/random-expressions.ts';

/* One filter must give the same rows whether the host evaluates it or the database runs it: a row scope that differs is a leak. */

let database: InstanceType<typeof Database>;

beforeAll(() => {
  database = new Database(':memory:');
  const declared = COLUMNS.map((field) => {
    const kind = FIELDS[field]?.kind;
    return `${columnName(field)} ${kind === 'bool' || kind === 'int' || kind === 'decimal' ? 'INTEGER' : 'TEXT'}`;
  });
  database.exec(`CREATE TABLE document (id INTEGER PRIMARY KEY, ${declared.join(', ')})`);
});

afterAll(() => {
  database.close();
});

function store(rows: readonly Row[]): void {
  database.exec('DELETE FROM document');
  const insert = database.prepare(`INSERT INTO document VALUES (${['?', ...COLUMNS.map(() => '?')].join(', ')})`);
  rows.forEach((entry, id) => {
    const values = COLUMNS.map((field) => stored(field, entry[field] ?? null));
    insert.run(BigInt(id), ...values.map((value) => (typeof value === 'boolean' ? BigInt(value) : value)));
  });
}

describe('evaluation and SQLite', () => {
  it.each([
    ['plain columns', plainCell],
    ['guarded cells', guardedCell],
  ])('give the same rows for random conditions over random rows, %s', (_, cell) => {
    let compared = 0;
    let refused = 0;
    let matched = 0;
    fc.assert(
      fc.property(condition, fc.array(row, { minLength: 4, maxLength: 6 }), reader, (source, rows, person) => {
        store(rows);
        // A row is in the rows of a filter or in the rows of its negation: nothing falls between, as NULL does in plain SQL.
        const yes = evaluatedRows(source, rows, person);
        const no = [...rows.keys()].filter((id) => !yes.includes(id));
        for (const [filter, expected] of [[source, yes], [`!(${source})`, no]] as const) {
          const fragment = compiled(filter, 'sqlite', cell);
          if (!fragment) {
            refused += 1;
            continue;
          }
          const select = database.prepare(`SELECT id FROM document WHERE ${fragment.text} ORDER BY id`).pluck();
          const found = select.all(...fragment.params.map((param) => bindParam(param, person)));
          expect(found, fragment.text).toEqual(expected);
          compared += rows.length;
          matched += found.length;
        }
      }),
      { numRuns: 1500 },
    );
    // The comparison must have had something to compare: nearly all conditions run.
    expect(compared).toBeGreaterThan(10_000);
    expect(refused).toBeLessThan(150);
    expect(matched).toBeGreaterThan(compared * 0.3);
  });
});
