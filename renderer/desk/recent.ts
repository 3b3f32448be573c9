import { defineStore } from 'pinia';
import { computed } from 'vue';
import { usePreferences, useSession } from '#renderer/host';
import { keyOfRecord } from './record-names.ts';

/** A record that was looked at. Its name is read again each time: only where it is, is kept. */
export interface Visit {
  readonly object: string;
  readonly id: string;
  /** ISO UTC. */
  readonly at: string;
}

const MOST = 20;

/** Records looked at lately, the latest first, by company. */
export const useRecent = defineStore('recent', () => {
  const session = useSession();
  const preferences = usePreferences();
  const key = computed(() => `recent:${session.companyId ?? ''}`);
  const visits = computed(() => readVisits(preferences.get(key.value)));

  function visited(path: string): void {
    const record = keyOfRecord(path);
    if (record === undefined) return;
    const rest = visits.value.filter((visit) => visit.id !== record.id || visit.object !== record.object);
    preferences.set(key.value, [{ ...record, at: new Date().toISOString() }, ...rest].slice(0, MOST));
  }

  return { visits, visited };
});

function readVisits(kept: unknown): readonly Visit[] {
  if (!Array.isArray(kept)) return [];
  return kept.filter((one): one is Visit => typeof one === 'object' && one !== null && ['object', 'id', 'at'].every((name) => typeof (one as Record<string, unknown>)[name] === 'string'));
}
