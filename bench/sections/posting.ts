import { openStore, type Store } from '#db';
import { tradingCompany } from '#modules/testing';
import { ratio, type Line } from '../measuring/table.ts';
import { median } from '../measuring/timing.ts';
import type { Place } from '../stores/place.ts';
import { copyStore, openRaw, type RawFile } from '../stores/raw.ts';
import { RecordingStore, type Statement } from '../stores/recording.ts';
import { Replay } from '../stores/replay.ts';
import { fillStock } from '../stores/stock.ts';
import { sell, startTrade, type Trade } from '../stores/trade.ts';

export interface PostingSize {
  /** Rows of the stock ledger in the larger store; the smaller has a hundredth. */
  readonly stockRows: number;
  /** Sales in a round, and rounds. */
  readonly sales: number;
  readonly rounds: number;
}

const SECTION = 'posting';
const WHAT = 'order → delivery → invoice → receipt of ten lines';
/** Tryton 6 on the same kind of machine, in milliseconds. */
const TRYTON_MS = 3400;

/** The posting work: absolute, against its own statements, under each cipher, with and without the log, and over much and little stock. */
export async function postingSection(place: Place, size: PostingSize): Promise<Line[]> {
  return [...(await againstStatements(place, size)), ...(await withoutAudit(place, size)), ...(await overStock(place, size))];
}

async function againstStatements(place: Place, { sales, rounds }: PostingSize): Promise<Line[]> {
  const location = place.store('posting');
  const store = new RecordingStore(await openStore(location));
  const trade = await startTrade(await tradingCompany(store));
  for (let n = 0; n < sales; n += 1) await sell(trade);
  const files: Record<'plain' | 'aegis256' | 'sqlcipher', RawFile> = {
    plain: { plain: place.path('posting-plain') },
    aegis256: place.store('posting-copy'),
    sqlcipher: place.store('posting-sqlcipher', 'sqlcipher'),
  };
  for (const file of Object.values(files)) copyStore(location, file);
  // What is recorded now goes on from where the copies stand.
  const recorded: (readonly Statement[])[] = [];
  for (let n = 0; n < (rounds + 1) * sales; n += 1) recorded.push(await store.record(() => sell(trade)));
  const databases = Object.values(files).map(openRaw);
  const replays = databases.map((database) => {
    const replay = new Replay(database);
    return recorded.map((statements) => replay.ready(statements));
  });
  const whole: number[] = [];
  const bare = replays.map((): number[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    const measured = await perSale(sales, () => sell(trade));
    const replayed = [];
    for (const replay of replays) replayed.push(await perSale(sales, (n) => replay[round * sales + n]?.()));
    if (round === 0) continue; // warms up
    whole.push(measured);
    replayed.forEach((ms, index) => bare[index]?.push(ms));
  }
  for (const database of databases) database.close();
  await store.close();
  const [plain = [], aegis = [], sqlcipher = []] = bare;
  const count = Math.round(recorded.reduce((sum, statements) => sum + statements.length, 0) / recorded.length);
  return [
    { section: SECTION, what: WHAT, value: median(whole), unit: 'ms', aim: 30, of: `Tryton 6: ${TRYTON_MS} ms` },
    ratio(SECTION, `the same / its ${count} bare statements on an unencrypted file`, whole, plain, 8),
    ratio('encryption', 'posting statements, AEGIS-256 / unencrypted', aegis, plain),
    ratio('encryption', 'posting statements, SQLCipher 4 / unencrypted', sqlcipher, plain),
  ];
}

async function withoutAudit(place: Place, size: PostingSize): Promise<Line[]> {
  const stores = [await openStore(place.store('audited')), await openStore(place.store('unaudited'))];
  const [audited, unaudited] = await trades(stores);
  if (unaudited) Object.assign(unaudited.company.test.core.audit, { append: async () => 0 });
  const [withLog = [], without = []] = await alternating([audited, unaudited], size);
  for (const store of stores) await store.close();
  return [ratio(SECTION, 'with audit / without', withLog, without)];
}

async function overStock(place: Place, size: PostingSize): Promise<Line[]> {
  const counts = [size.stockRows, size.stockRows / 100];
  const locations = counts.map((count) => place.store(`stock-${count}`));
  const stores: Store[] = [];
  for (const location of locations) stores.push(await openStore(location));
  const open = await trades(stores);
  open.forEach(({ company }, index) => {
    const location = locations[index];
    if (location) fillStock(location, counts[index] ?? 0, company.test.company, company.warehouse, company.boss.principal.userId ?? '');
  });
  const [large = [], small = []] = await alternating(open, size);
  for (const store of stores) await store.close();
  const [many, few] = counts.map((count) => count.toLocaleString('en-US'));
  return [ratio(SECTION, `at ${many} stock rows / at ${few}`, large, small, 1.2)];
}

async function trades(stores: readonly Store[]): Promise<Trade[]> {
  const made: Trade[] = [];
  for (const store of stores) made.push(await startTrade(await tradingCompany(store)));
  return made;
}

/** Milliseconds of a sale in each by round, in turns; the first round warms up. */
async function alternating(subjects: readonly (Trade | undefined)[], { sales, rounds }: PostingSize): Promise<number[][]> {
  const results = subjects.map((): number[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, trade] of subjects.entries()) {
      const ms = await perSale(sales, () => trade && sell(trade));
      if (round > 0) results[index]?.push(ms);
    }
  }
  return results;
}

async function perSale(sales: number, one: (n: number) => Promise<void> | void | undefined): Promise<number> {
  const begun = performance.now();
  for (let n = 0; n < sales; n += 1) await one(n);
  return (performance.now() - begun) / sales;
}
