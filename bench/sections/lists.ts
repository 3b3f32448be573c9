import type { Database } from 'better-sqlite3';
import type { Context } from '#core/context';
import type { ListRequest } from '#core/records';
import { orderKey } from '#db/search';
import { ratio, type Line } from '../measuring/table.ts';
import { timed, type Rounds } from '../measuring/timing.ts';
import type { CustomerStore } from '../stores/customers.ts';
import { openRawReader } from '../stores/raw.ts';
import { rawList } from './raw-lists.ts';

const SECTION = 'list of 50, gate / raw SQL';
const PAGE = 50;
/** The page by cursor that is measured besides the first. */
const FAR = 100;

/** One way to ask for a page, and the same in SQL. */
interface Case {
  readonly what: string;
  readonly request: ListRequest;
  readonly where?: string;
}

const CASES: readonly Case[] = [
  { what: 'sorted by name', request: { sort: ['name'], limit: PAGE } },
  { what: 'filtered by tier, sorted by name', request: { filter: 'tier == "key"', sort: ['name'], limit: PAGE }, where: `tier = 'key'` },
];

/** The gate's lists against hand-written SQL over the same encrypted file: same rows, same fields, both to JSON text. */
export async function listSection(customers: CustomerStore, count: number, rounds: Rounds): Promise<Line[]> {
  const lines: Line[] = [];
  const database = openRawReader(customers.location);
  try {
    for (const reader of ['admin', 'clerk'] as const) {
      for (const one of CASES) {
        for (const page of [1, FAR]) lines.push(await compared(customers, database, reader, one, page, count, rounds));
      }
    }
  } finally {
    database.close();
  }
  return lines;
}

async function compared(
  customers: CustomerStore, database: Database, reader: 'admin' | 'clerk', one: Case, wanted: number, count: number, rounds: Rounds,
): Promise<Line> {
  const { gate } = customers.test.core;
  const context = customers[reader];
  const { page, cursor, after } = await walk(customers, context, one.request, wanted);
  const request = cursor === undefined ? one.request : { ...one.request, cursor };
  const owner = context.principal.userId ?? '';
  const asker = { company: customers.test.company, ...(reader === 'clerk' ? { owner } : {}) };
  const raw = rawList(database, asker, one.where, after, PAGE);
  const viaGate = async (): Promise<string> => JSON.stringify((await gate.list(context, 'customer', request)).records);
  if ((await viaGate()) !== raw()) throw new Error(`the gate and raw SQL list different rows: ${reader}, ${one.what}, page ${page}`);
  const [gated = [], bare = []] = await timed([viaGate, raw], rounds);
  const rows = count.toLocaleString('en-US');
  return ratio(SECTION, `${reader}, ${one.what}, page ${page}, of ${rows}`, gated, bare, 2);
}

interface Walked {
  readonly page: number;
  readonly cursor: string | undefined;
  /** Place of the name, and id, of the last row before the page. */
  readonly after: readonly string[] | undefined;
}

/** Turns pages as a reader would, to the one wanted or to the last there is. */
async function walk({ test }: CustomerStore, context: Context, request: ListRequest, wanted: number): Promise<Walked> {
  let at: Walked = { page: 1, cursor: undefined, after: undefined };
  while (at.page < wanted) {
    const turned = { ...request, fields: ['name'], ...(at.cursor ? { cursor: at.cursor } : {}) };
    const { records, next } = await test.core.gate.list(context, 'customer', turned);
    const last = records.at(-1);
    if (next === undefined || last === undefined) break;
    at = { page: at.page + 1, cursor: next, after: [orderKey(String(last['name'])), last.id] };
  }
  return at;
}
