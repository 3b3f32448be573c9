import { afterEach, expect, it } from 'vitest';
import { Worker } from 'node:worker_threads';
import { Crew } from './crew.ts';

/** Waits as long as it is told, dies when told to, and says which thread it was. */
const THREAD = `
  const { parentPort, threadId } = require('node:worker_threads');
  parentPort.on('message', ({ wait = 0, die = false, fail }) => {
    if (die) process.exit(3);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, wait);
    parentPort.postMessage(fail ? { failed: { message: fail, code: 'SOME_CODE' } } : { done: threadId });
  });`;

interface Order {
  readonly wait?: number;
  readonly die?: boolean;
  readonly fail?: string;
}

let started = 0;
let crew: Crew<Order, number>;

function gather(most: number): void {
  started = 0;
  crew = new Crew({
    most,
    closed: () => new Error('closed'),
    start: () => {
      started += 1;
      return new Worker(THREAD, { eval: true, execArgv: [] });
    },
  });
}

afterEach(() => crew.close());

it('keeps nobody waiting behind a long question while a thread is left', async () => {
  gather(2);
  const order: string[] = [];
  const long = crew.ask({ wait: 1500 }).then(() => order.push('long'));
  await Promise.all([1, 2, 3].map(() => crew.ask({}).then(() => order.push('short'))));
  await long;
  expect(order).toEqual(['short', 'short', 'short', 'long']);
  expect(started).toBe(2);
});

it('starts no further thread while one is free, and answers in line where there is but one', async () => {
  gather(3);
  const first = await crew.ask({});
  expect([await crew.ask({}), await crew.ask({}), started]).toEqual([first, first, 1]);
  await crew.close();
  gather(1);
  const order: number[] = [];
  await Promise.all([40, 0, 0].map((wait, place) => crew.ask({ wait }).then(() => order.push(place))));
  expect([order, started]).toEqual([[0, 1, 2], 1]);
});

it('tells who asked what went wrong, with its code, and goes on', async () => {
  gather(1);
  await expect(crew.ask({ fail: 'no such table' })).rejects.toMatchObject({ message: 'no such table', code: 'SOME_CODE' });
  await expect(crew.ask({})).resolves.toBeGreaterThan(0);
});

it('goes on with another thread when one dies; only its asker is told', async () => {
  gather(1);
  const [dead, alive] = await Promise.allSettled([crew.ask({ die: true }), crew.ask({})]);
  expect([dead.status, alive.status, started, crew.waiting]).toEqual(['rejected', 'fulfilled', 2, 0]);
});

it('tells everybody who waits when it closes', async () => {
  gather(1);
  const waiting = Promise.allSettled([crew.ask({ wait: 200 }), crew.ask({})]);
  expect(crew.waiting).toBe(2);
  await crew.close();
  expect((await waiting).map((each) => (each.status === 'rejected' ? String(each.reason) : each.status))).toEqual(['Error: closed', 'Error: closed']);
  await expect(crew.ask({})).rejects.toThrow('closed');
});
