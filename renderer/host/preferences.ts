import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { host } from './client.ts';
import { afterLeaving, beforeLeaving } from './leaving.ts';

/** Changes are kept together, after so many milliseconds without another. */
const QUIET = 800;

/**
 * A person's own settings of the workbench, kept in the host: loaded once for a session, kept as a whole when one of them changes.
 * A host that cannot keep them now is no reason to disturb anybody: they hold until the session ends. No rows of the business are among them: those
 * are read again, by whoever may still read them.
 */
export const usePreferences = defineStore('preferences', () => {
  const all = shallowRef<Readonly<Record<string, unknown>>>({});
  let loading: Promise<void> | undefined;
  let loaded = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Reads them, once; later calls wait for the same answer. */
  async function load(): Promise<void> {
    loading ??= host().desk.preferences().then((kept) => {
      all.value = { ...kept, ...all.value };
      loaded = true;
    }, () => {
      loading = undefined;
    });
    await loading;
  }

  function get(key: string): unknown {
    return all.value[key];
  }

  /** @param value undefined takes the setting away */
  function set(key: string, value: unknown): void {
    if (JSON.stringify(all.value[key]) === JSON.stringify(value)) return;
    const next: Record<string, unknown> = { ...all.value, [key]: value };
    all.value = Object.fromEntries(Object.entries(next).filter(([, one]) => one !== undefined));
    clearTimeout(timer);
    timer = setTimeout(() => void keep(), QUIET);
  }

  /** Keeps at once what waits to be kept; never before the kept ones were read, which would be lost. */
  async function keep(): Promise<void> {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    await load();
    if (loaded) await host().desk.keepPreferences({ ...all.value }).catch(() => {});
  }

  /** At sign-out and lock. */
  function forget(): void {
    clearTimeout(timer);
    timer = undefined;
    loading = undefined;
    loaded = false;
    all.value = {};
  }

  beforeLeaving(keep);
  afterLeaving(forget);

  return { all, load, get, set, keep, forget };
});
