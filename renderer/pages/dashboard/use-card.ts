import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue';
import type { Card } from '#common/api';
import type { FigureRow } from '#renderer/charts';
import { host, live, problemOf, type Problem } from '#renderer/host';
import { useTab } from '#renderer/tabs';
import { cardObject, cardQuery } from './card-query.ts';

const PATIENCE = 300;
/** Changes come in bursts: a posted order moves stock and ledgers. Figures follow once it is quiet. */
const QUIET = 1500;

/** The rows of a card, which follow what changes while its page is looked at. */
export function useCard(card: Ref<Card>) {
  const tab = useTab();
  const rows = shallowRef<readonly FigureRow[]>();
  const problem = shallowRef<Problem>();
  const slow = ref(false);
  let asked = 0;
  let stale = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function load(): Promise<void> {
    const mine = ++asked;
    stale = false;
    const patience = setTimeout(() => (slow.value = mine === asked), PATIENCE);
    try {
      const found = await host().query(cardQuery(card.value, new Date()));
      if (mine !== asked) return;
      rows.value = found;
      problem.value = undefined;
    } catch (error) {
      if (mine !== asked) return;
      problem.value = problemOf(error);
      rows.value = undefined;
    } finally {
      clearTimeout(patience);
      if (mine === asked) slow.value = false;
    }
  }

  function onChange(): void {
    stale = true;
    if (!tab.active.value) return;
    clearTimeout(timer);
    timer = setTimeout(() => void load(), QUIET);
  }

  let end: (() => void) | undefined;
  watch(() => JSON.stringify(card.value.query), (_, was) => {
    if (was !== undefined) rows.value = undefined;
    end?.();
    end = live.on(cardObject(card.value), onChange);
    void load();
  }, { immediate: true });
  watch(tab.active, (is) => {
    if (is && stale) void load();
  });
  onScopeDispose(() => {
    asked += 1;
    clearTimeout(timer);
    end?.();
  });

  return { rows, problem, slow, load };
}
