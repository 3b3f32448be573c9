import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { afterLeaving } from '#renderer/host';

export interface Tab {
  readonly id: number;
  /** Address within the program: `/list/customer`, `/record/sales-order/0190…`. */
  path: string;
  /** As the page says it; empty until it has been there. */
  title: string;
  /** Holds something that is not saved. */
  dirty: boolean;
  /** What is not saved lies in the host as a draft. */
  kept: boolean;
  /** Its page is not there, and comes back from its address. */
  asleep: boolean;
}

/** Pages in the back that stay alive, besides those that hold something unsaved. */
const AWAKE = 12;

let last = 0;

/** A report that is open with whatever parameters is the one that is asked for without any. */
function isReportAt(open: string, asked: string): boolean {
  return asked.startsWith('/report/') && open.split('?')[0] === asked;
}

/** What is open. Pages of tabs in the back stay alive, and so keep their state, until there are many. */
export const useTabs = defineStore('tabs', () => {
  const tabs = ref<Tab[]>([]);
  const currentId = ref(0);
  /** Ids of tabs, the one that was in front last at the end. */
  const order: number[] = [];
  const current = computed(() => tabs.value.find((tab) => tab.id === currentId.value));
  /** Asks whether to leave a tab that is not saved; set by the shell. */
  const mayClose = ref<(tab: Tab) => Promise<boolean>>(() => Promise.resolve(true));

  /** Brings the tab with this address to the front, or opens one. @param how.fresh another one even if there is one already */
  function open(path: string, how: { readonly fresh?: boolean; readonly behind?: boolean } = {}): Tab {
    const there = how.fresh === true ? undefined : tabs.value.find((tab) => tab.path === path || isReportAt(tab.path, path));
    if (there === undefined) tabs.value.push(newTab(path, how.behind === true));
    const found = there ?? tabs.value.at(-1);
    if (found === undefined) throw new Error('a tab that was just opened is gone');
    if (how.behind !== true) show(found.id);
    return found;
  }

  /** Brings a tab to the front, and wakes it. */
  function show(id: number): void {
    const tab = tabs.value.find((one) => one.id === id);
    if (tab === undefined) return;
    currentId.value = id;
    tab.asleep = false;
    const at = order.indexOf(id);
    if (at >= 0) order.splice(at, 1);
    order.push(id);
    sleepOldest();
  }

  /** Those longest in the back are put to sleep. */
  function sleepOldest(): void {
    const idle = tabs.value.filter((tab) => tab.id !== currentId.value && !tab.asleep && !tab.dirty).toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
    for (const tab of idle.slice(0, Math.max(0, idle.length - AWAKE))) tab.asleep = true;
  }

  async function close(id: number): Promise<boolean> {
    const tab = tabs.value.find((one) => one.id === id);
    if (tab === undefined) return true;
    if (tab.dirty) {
      show(id);
      if (!(await mayClose.value(tab))) return false;
    }
    drop(id);
    return true;
  }

  /** Without asking. The one that was in front before comes to the front again. */
  function drop(id: number): void {
    const at = tabs.value.findIndex((one) => one.id === id);
    if (at < 0) return;
    tabs.value.splice(at, 1);
    const place = order.indexOf(id);
    if (place >= 0) order.splice(place, 1);
    if (currentId.value !== id) return;
    const next = tabs.value.find((tab) => tab.id === order.at(-1)) ?? tabs.value[at] ?? tabs.value[at - 1];
    if (next) show(next.id);
    else open('/home');
  }

  /** Closes all but one, asking for each that is not saved, until somebody says no. */
  async function closeOthers(id: number): Promise<void> {
    for (const tab of tabs.value.filter((one) => one.id !== id)) if (!(await close(tab.id))) return;
    show(id);
  }

  /** The neighbour to the left (-1) or right (1), around the ends. */
  function step(by: 1 | -1): void {
    const at = tabs.value.findIndex((tab) => tab.id === currentId.value);
    const next = tabs.value.at((at + by) % tabs.value.length);
    if (next) show(next.id);
  }

  /** Puts a tab before another one of the strip. */
  function move(id: number, to: number): void {
    const at = tabs.value.findIndex((tab) => tab.id === id);
    const [tab] = at < 0 ? [] : tabs.value.splice(at, 1);
    if (tab) tabs.value.splice(Math.max(0, to), 0, tab);
  }

  /** Opens what was open before: addresses alone, whose pages come when they are looked at. */
  function restore(paths: readonly string[], front: string | undefined): void {
    reset();
    for (const path of paths) tabs.value.push(newTab(path, true));
    open(front ?? paths[0] ?? '/home');
  }

  function reset(): void {
    tabs.value = [];
    order.length = 0;
    currentId.value = 0;
  }

  // Titles speak of the business, addresses do not; what is unsaved lies with the host as a draft.
  afterLeaving(() => {
    for (const tab of tabs.value) Object.assign(tab, { title: '', dirty: false, kept: false, asleep: tab.id !== currentId.value });
  });

  return { tabs, currentId, current, mayClose, open, show, close, closeOthers, drop, step, move, restore, reset };
});

function newTab(path: string, asleep: boolean): Tab {
  return { id: ++last, path, title: '', dirty: false, kept: false, asleep };
}
