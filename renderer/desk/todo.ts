import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { ApiError, type Todo } from '#common/api';
import { afterLeaving, host, live, useDefinitions } from '#renderer/host';

/** Changes come in bursts: a posting touches many records. */
const QUIET_MS = 5000;

/** Documents that wait for something which the person may do. */
export const useTodo = defineStore('todo', () => {
  const definitions = useDefinitions();
  const items = ref<readonly Todo[]>([]);
  const loaded = ref(false);
  const count = computed(() => items.value.reduce((sum, item) => sum + item.count, 0));
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function load(): Promise<void> {
    try {
      items.value = await host().desk.todo();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
    loaded.value = true;
  }

  live.on('*', ({ object }) => {
    // Counting asks the store: only for what can wait for anybody.
    const canWait = definitions.find(object)?.actions.some((action) => action.awaited !== null && action.awaited !== undefined) ?? false;
    if (!canWait || timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      void load().catch(() => {});
    }, QUIET_MS);
  });
  afterLeaving(() => {
    clearTimeout(timer);
    timer = undefined;
    items.value = [];
    loaded.value = false;
  });

  return { items, loaded, count, load };
});
