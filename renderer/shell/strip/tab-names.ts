import { defineStore } from 'pinia';
import { shallowRef, watch } from 'vue';
import { keyOfRecord, namesOf } from '#renderer/desk';
import { afterLeaving, useSession } from '#renderer/host';
import { useTabs } from '#renderer/tabs';

/** What the records of tabs are called whose pages have not been there yet: addresses are kept from day to day, names are read again. */
export const useTabNames = defineStore('tab-names', () => {
  const names = shallowRef<ReadonlyMap<string, string>>(new Map());
  const session = useSession();
  const tabs = useTabs();

  watch(() => tabs.tabs.map((tab) => (tab.title === '' ? tab.path : '')).join(' '), () => void read(), { immediate: true });

  async function read(): Promise<void> {
    if (session.stage !== 'in') return;
    const unknown = tabs.tabs.flatMap((tab) => (tab.title === '' && tab.asleep ? [keyOfRecord(tab.path)] : [])).filter((key) => key !== undefined);
    const missing = unknown.filter(({ id }) => !names.value.has(id));
    if (missing.length === 0) return;
    const found = await namesOf(missing);
    names.value = new Map([...names.value, ...missing.map(({ id }): [string, string] => [id, found.get(id) ?? ''])]);
  }

  afterLeaving(() => {
    names.value = new Map();
  });

  return {
    nameOf(path: string): string | undefined {
      const key = keyOfRecord(path);
      return key === undefined ? undefined : names.value.get(key.id);
    },
  };
});
