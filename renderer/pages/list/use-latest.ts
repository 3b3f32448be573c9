import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { ListModel } from './list-model.ts';

/** So long it may take before anything is said about it. */
const QUIET_MS = 300;

export interface Shown<Query> {
  readonly model: ListModel;
  readonly query: Query;
}

/**
 * The lines that are shown, and those that were asked for last: the former stay in sight until the latter are there. Only the last question counts; what
 * was asked before it is no longer waited for.
 */
export function useLatest<Query>(): {
  readonly shown: ShallowRef<Shown<Query> | undefined>;
  /** What is waited for, once that takes long enough to be told. */
  readonly awaited: Ref<Query | undefined>;
  ask(query: Query, make: (failed: () => void) => ListModel): void;
  refresh(): void;
} {
  const shown = shallowRef<Shown<Query>>();
  const coming = shallowRef<Shown<Query>>();
  const awaited = shallowRef<Query>();
  const slow = ref(false);

  function ask(query: Query, make: (failed: () => void) => ListModel): void {
    coming.value?.model.end();
    // What fails is shown as well: the rows before it are not those that were asked for.
    const next: Shown<Query> = { query, model: make(() => void (coming.value === next && take())) };
    coming.value = next;
    next.model.begin();
    if (shown.value === undefined) shown.value = next;
  }

  function take(): void {
    const next = coming.value;
    coming.value = undefined;
    if (next === undefined || shown.value === next) return;
    shown.value?.model.end();
    shown.value = next;
  }

  watch(() => coming.value !== undefined && (void coming.value.model.tick.value, coming.value.model.ready), (ready) => {
    if (ready) take();
  }, { flush: 'sync' });

  watch(coming, (next, _before, ended) => {
    if (next === undefined) slow.value = false;
    const timer = setTimeout(() => {
      slow.value = coming.value !== undefined;
    }, QUIET_MS);
    ended(() => clearTimeout(timer));
  });
  watch([coming, slow], () => {
    awaited.value = slow.value ? coming.value?.query : undefined;
  });

  onScopeDispose(() => {
    coming.value?.model.end();
    shown.value?.model.end();
  });

  return { shown, awaited, ask, refresh: () => (coming.value ?? shown.value)?.model.refresh() };
}
