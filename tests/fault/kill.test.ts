import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examine } from '#server/doctor';
import { openHost, type Host } from '#server/host';
import { emptyCompany, type Dialect } from '../api/testing/company.ts';
import { CHEAP, PASSPHRASE } from '../api/testing/people.ts';
import { fillOne } from './testing/fill.ts';
import { halves, lost, type Acknowledged } from './testing/books.ts';

/*
 * A host is killed (SIGKILL) while it posts, again and again over the same data folder. Each time it is opened again: whatever it had said is
 * posted is there, nothing is there by half, the log's chain holds, and doctor finds nothing.
 */

const KILLS = { sqlite: 50, postgres: 8 } as const;
/** Longest time that a host may go on before it is killed, in milliseconds. */
const LONGEST = { sqlite: 300, postgres: 900 } as const;

/** Since when that time counts: one in ten is killed while it starts, half of them once they have posted something. */
type Since = 'start' | 'ready' | 'first posting';

function sinceOf(kill: number): Since {
  if (kill % 10 === 9) return 'start';
  return kill % 2 === 0 ? 'first posting' : 'ready';
}

describe.each<Dialect>(['sqlite', 'postgres'])('%s', (dialect) => {
  let data: string;
  let remove: () => Promise<void>;
  beforeAll(async () => {
    const made = await emptyCompany(dialect);
    ({ data, remove } = made);
    const host = await open();
    await fillOne(host);
    await host.close();
  });
  afterAll(() => remove());

  const open = (): Promise<Host> => openHost({ data, unlock: { passphrase: PASSPHRASE }, hashCost: CHEAP });

  it(`a host killed ${KILLS[dialect]} times while posting loses nothing it had said, and leaves nothing by half`, async () => {
    const acknowledged: Acknowledged[] = [];
    let hits = 0;
    let next = start(data);
    for (let kill = 0; kill < KILLS[dialect]; kill += 1) {
      const poster = next;
      const said = await killed(poster, sinceOf(kill), Math.random() * LONGEST[dialect]);
      // The next one loads its program while this one's books are looked through.
      next = start(data);
      acknowledged.push(...said);
      if (said.length > 0) hits += 1;
      const host = await open();
      try {
        expect(await lost(host, acknowledged), `after kill ${kill + 1}`).toEqual([]);
        expect(await halves(host), `after kill ${kill + 1}`).toEqual([]);
        const findings = (await examine(host)).filter((finding) => !finding.ok && finding.name !== 'free disk');
        expect(findings, `after kill ${kill + 1}`).toEqual([]);
      } finally {
        await host.close();
      }
    }
    next.kill('SIGKILL');
    // Kills that hit nobody at work would prove nothing.
    expect(hits).toBeGreaterThanOrEqual(KILLS[dialect] / 2);
    expect(new Set(acknowledged.map(({ object }) => object))).toEqual(new Set(['sales-order', 'delivery', 'sales-invoice', 'receipt']));
  });
});

function start(data: string): ChildProcess {
  return fork(join(import.meta.dirname, 'testing', 'poster.ts'), [data], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
}

/** Lets a poster work, and kills it so many milliseconds after a moment. @returns what it had said until then */
async function killed(poster: ChildProcess, since: Since, after: number): Promise<readonly Acknowledged[]> {
  let text = '';
  const closed = once(poster, 'close');
  const armed = new Promise<void>((resolve) => {
    if (since === 'start') resolve();
    poster.stdout?.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      if (since === 'ready' ? text.startsWith('ready\n') : /^ready\n.+\n/.test(text)) resolve();
    });
    poster.once('exit', () => resolve());
  });
  poster.send('go');
  await armed;
  const timer = setTimeout(() => poster.kill('SIGKILL'), after);
  const [code, signal] = (await closed) as [number | null, NodeJS.Signals | null];
  clearTimeout(timer);
  expect([code, signal], 'the poster ended before it was killed').toEqual([null, 'SIGKILL']);
  // A line that was cut off was not said.
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line.includes(' '))
    .map((line) => {
      const [object = '', id = ''] = line.split(' ');
      return { object, id };
    });
}
