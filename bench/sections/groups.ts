import type { QueryRequest } from '#core/records';
import { ratio, type Line } from '../measuring/table.ts';
import { median, timed, type Rounds } from '../measuring/timing.ts';
import type { CustomerStore } from '../stores/customers.ts';
import { openRawReader } from '../stores/raw.ts';

const SECTION = 'throughput';
const AIM = 250;
const DIRECTUS = 'Directus 11: 5/s';

/** Grouped queries: the first time, when rows must be read, and again, while nothing has been committed. */
export async function groupSection({ test, admin, location }: CustomerStore, count: number, rounds: Rounds): Promise<Line[]> {
  const { gate } = test.core;
  const request: QueryRequest = {
    object: 'customer', select: ['city', 'count()', 'sum(creditLimit)'], filter: 'archived == false', group: ['city'], order: ['city'],
  };
  let asked = 0;
  // A bound that leaves no row out, and is never the same: no answer can be remembered.
  const cold = (): Promise<unknown> => {
    asked += 1;
    return gate.query(admin, { ...request, filter: `archived == false && creditLimit >= -${asked}` });
  };
  const database = openRawReader(location);
  const statement = database
    .prepare<[string, number]>(
      `SELECT city, count(*) AS "count()", sum(credit_limit) AS "sum(creditLimit)" FROM customer
       WHERE company_id = ? AND archived = 0 AND credit_limit >= ? GROUP BY city ORDER BY city`,
    );
  let bound = 0;
  const raw = (): string => JSON.stringify(statement.all(test.company, (bound -= 1)));
  const [again = [], first = [], bare = []] = await timed([() => gate.query(admin, request), cold, raw], rounds);
  database.close();
  const rows = count.toLocaleString('en-US');
  const rate = (what: string, ms: readonly number[]): Line => ({ section: SECTION, what, value: 1000 / median(ms), unit: '/s', aim: AIM, of: DIRECTUS });
  return [
    rate(`group-by over ${rows} rows, asked for the first time`, first),
    rate('the same, asked again with nothing committed since', again),
    ratio(SECTION, 'group-by for the first time, gate / raw SQL', first, bare),
  ];
}
