import { effectScope, nextTick, shallowRef } from 'vue';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ListModel } from './list-model.ts';
import { useLatest } from './use-latest.ts';

/** A list that is asked for, and answered when the test says so. */
function lines(name: string) {
  const model = {
    name, tick: shallowRef(0), ready: false, ended: false, begun: 0, read: 0,
    begin: () => (model.begun += 1),
    refresh: () => (model.read += 1),
    end: () => (model.ended = true),
    answer: () => {
      model.ready = true;
      model.tick.value += 1;
    },
  };
  return model;
}
type Lines = ReturnType<typeof lines>;
const asModel = (given: Lines): ListModel => given as unknown as ListModel;

describe('the list that is shown and the one that was asked for last', () => {
  const scope = effectScope();
  let latest: ReturnType<typeof useLatest<string>>;
  const shown = (): string | undefined => latest.shown.value?.query;
  const ask = (query: string): Lines => {
    const given = lines(query);
    latest.ask(query, () => asModel(given));
    return given;
  };

  beforeEach(() => {
    vi.useFakeTimers();
    scope.run(() => {
      latest = useLatest<string>();
    });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('rows stay until those sorted otherwise are there', () => {
    const byDate = ask('by date');
    byDate.answer();
    const byAmount = ask('by amount');
    expect([shown(), byDate.ended]).toEqual(['by date', false]);
    byAmount.answer();
    expect([shown(), byDate.ended]).toEqual(['by amount', true]);
  });

  it('a second question does not wait for the first one', () => {
    ask('by date').answer();
    const slow = ask('by amount');
    const quick = ask('by number');
    expect(slow.ended).toBe(true);
    quick.answer();
    expect(shown()).toBe('by number');
    slow.answer();
    expect(shown()).toBe('by number');
  });

  it('says that it is busy after a while, and no longer once the rows are there', async () => {
    ask('by date').answer();
    await nextTick();
    const slow = ask('by amount');
    await vi.advanceTimersByTimeAsync(250);
    expect(latest.awaited.value).toBeUndefined();
    await vi.advanceTimersByTimeAsync(100);
    expect(latest.awaited.value).toBe('by amount');
    slow.answer();
    await nextTick();
    expect(latest.awaited.value).toBeUndefined();
  });

  it('what fails takes the place of rows that were not asked for', () => {
    ask('all').answer();
    let failed = (): void => {};
    latest.ask('only mine', (fail) => {
      failed = fail;
      return asModel(lines('only mine'));
    });
    failed();
    expect(shown()).toBe('only mine');
  });

  it('reads again what is on its way, not what is going', () => {
    const before = ask('by date');
    before.answer();
    const next = ask('by amount');
    latest.refresh();
    expect([before.read, next.read]).toEqual([0, 1]);
  });
});
