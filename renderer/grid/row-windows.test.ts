import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RowWindows, type Loaded } from './row-windows.ts';

/** A list of numbers; answers are given when the test says so. */
function longList(length: number) {
  const asked: { from: number; signal: AbortSignal; answer(): void }[] = [];
  const counts: { answer(total?: number): void }[] = [];
  const state = { length };
  const source = {
    rows: (from: number, count: number, signal: AbortSignal) =>
      new Promise<Loaded<number>>((resolve) => {
        const answer = (): void => {
          const to = Math.min(from + count, state.length);
          resolve({ rows: Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at), more: to < state.length });
        };
        asked.push({ from, signal, answer });
      }),
    count: () => new Promise<number>((resolve) => counts.push({ answer: (total = state.length) => resolve(total) })),
  };
  const changed = vi.fn();
  const failed = vi.fn();
  return { list: new RowWindows(source, changed, failed), asked, counts, state, changed, failed };
}

const settled = async (): Promise<void> => {
  await vi.advanceTimersByTimeAsync(100);
};

describe('windows of a long list', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('shows the first rows before their number is known', async () => {
    const { list, asked, counts } = longList(1_000_000);
    list.begin();
    asked[0]?.answer();
    await settled();
    expect([list.at(0), list.at(99), list.total, list.counted]).toEqual([0, 99, 101, false]);
    counts[0]?.answer();
    await settled();
    expect([list.total, list.counted]).toEqual([1_000_000, true]);
  });

  it('asks once for where a fast move ends, and not for what lies between', async () => {
    const { list, asked, counts } = longList(1_000_000);
    list.begin();
    asked[0]?.answer();
    await settled();
    counts[0]?.answer();
    await settled();
    const before = asked.length;
    for (let at = 10_000; at <= 500_000; at += 10_000) list.show(at, at + 40);
    await settled();
    expect(asked.slice(before).map(({ from }) => from)).toEqual([500_000]);
    asked[before]?.answer();
    await settled();
    expect(asked.slice(before).map(({ from }) => from)).toEqual([500_000, 500_100, 499_900]);
  });

  it('asks for nothing while the bar is dragged on', async () => {
    const { list, asked, counts } = longList(1_000_000);
    list.begin();
    asked[0]?.answer();
    await settled();
    counts[0]?.answer();
    await settled();
    const before = asked.length;
    for (let at = 10_000; at <= 900_000; at += 10_000) {
      list.show(at, at + 40);
      await vi.advanceTimersByTimeAsync(16);
    }
    expect(asked).toHaveLength(before);
    await settled();
    expect(asked.slice(before).map(({ from }) => from)).toEqual([900_000]);
  });

  it('no longer waits for rows that moved out of sight', async () => {
    const { list, asked, counts } = longList(1_000_000);
    list.begin();
    asked[0]?.answer();
    await settled();
    counts[0]?.answer();
    await settled();
    list.show(400_000, 400_040);
    await settled();
    const left = asked.filter(({ from }) => from >= 399_900 && from <= 400_100);
    list.show(700_000, 700_040);
    await settled();
    expect(left.map(({ signal }) => signal.aborted)).toEqual([true]);
    left[0]?.answer();
    await settled();
    expect(list.at(400_000)).toBeUndefined();
  });

  it('holds a few windows, however far one goes', async () => {
    const { list, asked, counts } = longList(1_000_000);
    list.begin();
    asked.shift()?.answer();
    await settled();
    counts[0]?.answer();
    for (let at = 0; at < 900_000; at += 5000) {
      list.show(at, at + 40);
      await settled();
      for (const { answer } of asked.splice(0)) answer();
      await settled();
    }
    expect(list.size).toBeLessThanOrEqual(24);
    expect(list.at(895_000)).toBe(895_000);
    expect(list.at(0)).toBeUndefined();
  });

  it('keeps rows in sight while they are read again', async () => {
    const { list, asked, counts, state } = longList(150);
    list.begin();
    asked[0]?.answer();
    await settled();
    counts[0]?.answer();
    await settled();
    state.length = 151;
    const before = asked.length;
    list.refresh();
    expect(list.at(0)).toBe(0);
    asked[before]?.answer();
    counts.at(-1)?.answer();
    await settled();
    expect(list.total).toBe(151);
  });

  it('waits for what is on its way though others go on changing rows, and then asks once more', async () => {
    const { list, asked } = longList(50);
    list.begin();
    for (let change = 0; change < 3; change += 1) list.refresh(false);
    await settled();
    expect(asked.map(({ signal }) => signal.aborted)).toEqual([false]);
    asked[0]?.answer();
    await settled();
    expect([list.at(0), asked.length]).toEqual([0, 2]);
    asked[1]?.answer();
    await settled();
    expect(asked).toHaveLength(2);
  });

  it('knows the end of a short list without asking for its count', async () => {
    const { list, asked, counts } = longList(3);
    list.begin();
    asked[0]?.answer();
    await settled();
    expect(counts).toHaveLength(0);
    expect([list.total, list.counted, list.at(2), list.at(3)]).toEqual([3, true, 2, undefined]);
  });

  it('an empty list is ready and has no rows', async () => {
    const { list, asked } = longList(0);
    list.begin();
    asked[0]?.answer();
    await settled();
    expect([list.ready, list.total, list.counted]).toEqual([true, 0, true]);
  });
});
