import { defineStore } from 'pinia';
import { computed, ref } from 'vue';

export interface Tab {
  readonly id: number;
  /** Address within the program: `/list/customer`, `/record/sales-order/0190…`. */
  path: string;
  title: string;
  /** Holds something that is not saved. */
  dirty: boolean;
}

let last = 0;

/** What is open. Pages of tabs in the back stay alive, and so keep their state. */
export const useTabs = defineStore('tabs', () => {
  const tabs = ref<Tab[]>([]);
  const currentId = ref(0);
  const current = computed(() => tabs.value.find((tab) => tab.id === currentId.value));
  /** Asks whether to leave a tab that is not saved; set by the shell. */
  const mayClose = ref<(tab: Tab) => Promise<boolean>>(() => Promise.resolve(true));

  /** Brings the tab with this address to the front, or opens one. @param how.fresh another one even if there is one already */
  function open(path: string, how: { readonly fresh?: boolean; readonly behind?: boolean } = {}): Tab {
    const there = how.fresh === true ? undefined : tabs.value.find((tab) => tab.path === path);
    if (there === undefined) tabs.value.push({ id: ++last, path, title: '', dirty: false });
    const found = there ?? tabs.value.at(-1);
    if (found === undefined) throw new Error('a tab that was just opened is gone');
    if (how.behind !== true) currentId.value = found.id;
    return found;
  }

  async function close(id: number): Promise<boolean> {
    const tab = tabs.value.find((one) => one.id === id);
    if (tab === undefined) return true;
    if (tab.dirty && !(await mayClose.value(tab))) return false;
    drop(id);
    return true;
  }

  /** Without asking. */
  function drop(id: number): void {
    const at = tabs.value.findIndex((one) => one.id === id);
    if (at < 0) return;
    tabs.value.splice(at, 1);
    if (currentId.value === id) currentId.value = (tabs.value[at] ?? tabs.value[at - 1])?.id ?? 0;
    if (tabs.value.length === 0) open('/home');
  }

  /** The neighbour to the left (-1) or right (1), around the ends. */
  function step(by: 1 | -1): void {
    const at = tabs.value.findIndex((tab) => tab.id === currentId.value);
    const next = tabs.value.at((at + by) % tabs.value.length);
    if (next) currentId.value = next.id;
  }

  function reset(): void {
    tabs.value = [];
    currentId.value = 0;
  }

  return { tabs, currentId, current, mayClose, open, close, drop, step, reset };
});
