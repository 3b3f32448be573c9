import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { machine } from './measuring/machine.ts';
import { markdown, type Line } from './measuring/table.ts';
import { createSection } from './sections/creates.ts';
import { encryptedListSection } from './sections/encrypted-lists.ts';
import { groupSection } from './sections/groups.ts';
import { hostSection } from './sections/host.ts';
import { httpsSection } from './sections/https.ts';
import { listSection } from './sections/lists.ts';
import { postingSection } from './sections/posting.ts';
import { workbenchSection } from './sections/workbench.ts';
import { FULL, QUICK } from './sizes.ts';
import { customerStore } from './stores/customers.ts';
import { Place } from './stores/place.ts';

/*
 * `npm run bench`: every ratio in one run, printed as a table and written to docs/benchmarks.md. `-- --quick` is a small run that
 * is printed only; `--json` prints the figures on the last line.
 */

const { values: options } = parseArgs({ options: { quick: { type: 'boolean' }, json: { type: 'boolean' } } });
const sizes = options.quick ? QUICK : FULL;
const begun = performance.now();
/** Programs that wanted a processor when the run began; more than none, and the absolute figures are too high. */
const others = loadavg()[0] ?? 0;
const place = new Place();
try {
  const lines = await measure();
  const table = markdown(lines);
  const minutes = ((performance.now() - begun) / 60_000).toFixed(1);
  console.log(`\n${table}\n\n${machine()}; ${minutes} minutes.`);
  if (!options.quick) writeFileSync(join(import.meta.dirname, '../docs/benchmarks.md'), page(table, minutes));
  if (options.json) console.log(JSON.stringify(lines));
} finally {
  place.remove();
}

async function measure(): Promise<Line[]> {
  const lines: Line[] = [];
  const take = async (what: string, section: () => Promise<Line[]>): Promise<void> => {
    process.stderr.write(`${what} …\n`);
    lines.push(...(await section()));
  };
  await take('posting', () => postingSection(place, sizes.posting));
  const customers = await customerStore(place.store('customers'), sizes.customers);
  await take('encrypted lists', () => encryptedListSection(place, customers, sizes.customers, sizes.rounds));
  await take('group-bys', () => groupSection(customers, sizes.customers, sizes.rounds));
  await take('creates', () => createSection(customers, sizes.creates));
  await customers.store.close();
  await take('lists over HTTPS', () => httpsSection(place, sizes.customers, sizes.seconds));
  await take('start of the host', () => hostSection(place, sizes.starts));
  const many = await customerStore(place.store('many-customers'), sizes.manyCustomers);
  await take(`lists from ${sizes.manyCustomers} customers`, () => listSection(many, sizes.manyCustomers, sizes.rounds));
  await many.store.close();
  await take(`a list of ${sizes.manyCustomers} customers in a browser`, () => workbenchSection(place, sizes.manyCustomers));
  return lines;
}

function page(table: string, minutes: string): string {
  return `# Benchmarks 性能

Made by \`npm run bench\` (a few minutes; \`npm run bench -- --quick\` to try it) on ${new Date().toISOString().slice(0, 10)}.
${machine()}.
The whole run took ${minutes} minutes; the machine's load before it was ${others.toFixed(1)} (on a quiet machine it is 0).

A ratio compares two ways to do the same work in the same run: the median of the rounds' own ratios, the two medians beside it.
The unencrypted files exist only inside the benchmark; the suite itself cannot make one. Every commit is on the disk before it is
answered (\`synchronous = FULL\`). Other systems' figures are of the same kind of machine. See [bench/](../bench/README.md) for what each line does.

${table}
`;
}
