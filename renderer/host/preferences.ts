import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { ApiError } from '#common/api';
import { host } from './client.ts';
import { afterLeaving, beforeLeaving } from './leaving.ts';

const QUIET_MS = 1000;

/**
 * A person's settings of the workbench, by key, kept in the host: `looks`, `tabs`, `list:customer`. No rows of the business: those are read again, by
 * whoever may still read them.
 */
export const usePreferences = defineStore('preferences', () => {
  const all = shallowRef<Readonly<Record<string, unknown>>>({});
  let timer: ReturnType<typeof setTimeout> | undefined;
  let loaded = false;

  /** Once after signing in. A host without a desk for this person leaves everything as it comes. */
  async function load(): Promise<void> {
    loaded = false;
    all.value = {};
    try {
      all.value = await host().desk.preferences();
      loaded = true;
    } catch (error) {
      if (!(error instanceof ApiError) || error.status === 401) throw error;
    }
  }

  function get(key: string): unknown {
    return all.value[key];
  }

  /** Kept soon, and at the latest when the person goes. `undefined` forgets it. */
  function set(key: string, value: unknown): void {
    if (JSON.stringify(all.value[key]) === JSON.stringify(value)) return;
    const rest = Object.fromEntries(Object.entries(all.value).filter(([name]) => name !== key));
    all.value = value === undefined ? rest : { ...rest, [key]: value };
    clearTimeout(timer);
    timer = setTimeout(() => void keep(), QUIET_MS);
  }

  /** Settings are a comfort: when they cannot be kept, work goes on. */
  async function keep(): Promise<void> {
    if (timer === undefined || !loaded) return;
    clearTimeout(timer);
    timer = undefined;
    await host().desk.keepPreferences({ ...all.value }).catch(() => {});
  }

  beforeLeaving(keep);
  afterLeaving(() => {
    clearTimeout(timer);
    timer = undefined;
    loaded = false;
    all.value = {};
  });

  return { all, load, get, set, keep };
});
