import type { Database } from 'better-sqlite3';
import { orderKey } from '#db/search';
import { ratio, type Line } from '../measuring/table.ts';
import { timed, type Rounds } from '../measuring/timing.ts';
import type { CustomerStore } from '../stores/customers.ts';
import type { Place } from '../stores/place.ts';
import { copyStore, openRawReader, type RawFile } from '../stores/raw.ts';
import { rawList } from './raw-lists.ts';

const SECTION = 'encryption';
const PAGE = 50;

/**
 * The same statements over the same rows under each cipher and under none: pages that stay in the cache, pages all over the file,
 * and a scan.
 */
export async function encryptedListSection(place: Place, customers: CustomerStore, count: number, rounds: Rounds): Promise<Line[]> {
  const files: RawFile[] = [
    { plain: place.path('lists-plain') },
    place.store('lists-aegis'),
    place.store('lists-sqlcipher', 'sqlcipher'),
  ];
  for (const file of files) copyStore(customers.location, file);
  const databases = files.map(openRawReader);
  const asker = { company: customers.test.company };
  const works: readonly (readonly [string, (database: Database) => () => unknown])[] = [
    ['first page of 50', (database) => rawList(database, asker, undefined, undefined, PAGE)],
    ['pages of 50 all over the list', (database) => scattered(database, asker, count)],
    [`grouped over ${count.toLocaleString('en-US')} rows`, (database) => grouped(database, asker.company)],
  ];
  const lines: Line[] = [];
  for (const [what, of] of works) {
    const [plain = [], aegis = [], sqlcipher = []] = await timed(databases.map(of), rounds);
    lines.push(ratio(SECTION, `${what}, AEGIS-256 / unencrypted`, aegis, plain));
    lines.push(ratio(SECTION, `${what}, SQLCipher 4 / unencrypted`, sqlcipher, plain));
  }
  for (const database of databases) database.close();
  return lines;
}

/** Each time another of some hundred pages, so that most of what is read has to be decrypted. */
function scattered(database: Database, asker: { company: string }, count: number): () => unknown {
  const pages = Array.from({ length: 211 }, (_, n) => {
    const name = `磐石贸易 ${String(Math.floor((count * n) / 211)).padStart(7, '0')}`;
    return rawList(database, asker, undefined, [orderKey(name), ''], PAGE);
  });
  // The last page may be shorter; a page of none measures nothing.
  if (pages.slice(0, -1).some((page) => (JSON.parse(page()) as unknown[]).length !== PAGE)) throw new Error('not the pages that were meant');
  let next = 0;
  return () => pages[(next++ * 97) % pages.length]?.();
}

function grouped(database: Database, company: string): () => unknown {
  const statement = database
    .prepare<[string]>('SELECT city, count(*), sum(credit_limit) FROM customer WHERE company_id = ? AND archived = 0 GROUP BY city')
    .raw();
  return () => statement.all(company);
}
