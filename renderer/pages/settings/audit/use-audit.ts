import { computed, reactive, ref, shallowRef } from 'vue';
import type { ApiOutline } from '#common/api';
import { host, problemOf } from '#renderer/host';
import { entryOf, type Entry } from './entry.ts';
import { EVENTS } from './event-label.ts';
import { words } from './words.ts';

const PAGE = 100;

/** Searches the log; people are learned from what has been read, since the audit administrator sees no other record. */
export function useAudit() {
  const asked = reactive({ from: '', to: '', person: '', object: '', event: '', text: '', record: '' });
  const entries = shallowRef<readonly Entry[]>([]);
  const outline = shallowRef<readonly ApiOutline[]>([]);
  const people = reactive(new Map<string, string>());
  const next = ref<string>();
  const failed = ref('');
  const busy = ref(false);
  const loaded = ref(false);
  let turn = 0;

  const seenEvents = reactive(new Set(Object.keys(EVENTS)));
  /** What can be asked for: the common events, the actions of the object asked for, and what has been seen. */
  const events = computed(() => [...new Set([...seenEvents, ...(outline.value.find((one) => one.name === asked.object)?.actions ?? []).map((action) => action.name)])]);

  /** Who is meant by what was typed or chosen: an id, a user name, a name. @returns undefined for nobody */
  async function personId(): Promise<string | undefined> {
    const wanted = asked.person.trim();
    if (people.has(wanted)) return wanted;
    const known = [...people].find(([, name]) => name === wanted)?.[0];
    if (known !== undefined) return known;
    const signedIn = (await host().audit({ event: 'session.sign-in', text: `"username":${JSON.stringify(wanted)}`, limit: '1' })).entries.map(entryOf)[0];
    const acted = signedIn?.record ?? (await host().audit({ text: `"name":${JSON.stringify(wanted)}`, limit: '50' })).entries.map(entryOf).find((entry) => entry.name === wanted)?.user;
    if (typeof acted === 'string') people.set(acted, wanted);
    return acted ?? undefined;
  }

  async function params(): Promise<Record<string, string> | undefined> {
    if (asked.from !== '' && asked.to !== '' && asked.from > asked.to) {
      failed.value = words('reversed');
      return undefined;
    }
    const user = asked.person.trim() === '' ? '' : await personId();
    if (user === undefined) {
      failed.value = words('noPerson', { name: asked.person });
      return undefined;
    }
    const { from, to, object, event, text, record } = asked;
    return Object.fromEntries(Object.entries({ from, to, user, object, event, text: text.trim(), record }).filter(([, value]) => value !== ''));
  }

  async function search(): Promise<void> {
    await read(undefined);
  }

  async function more(): Promise<void> {
    await read(next.value);
  }

  async function read(cursor: string | undefined): Promise<void> {
    const mine = ++turn;
    busy.value = true;
    failed.value = '';
    try {
      if (outline.value.length === 0) outline.value = await host().outline();
      const scope = await params();
      const page = scope === undefined ? { entries: [] } : await host().audit({ ...scope, limit: String(PAGE), ...(cursor === undefined ? {} : { cursor }) });
      if (mine !== turn) return;
      const found = page.entries.map(entryOf);
      for (const { user, name, event } of found) {
        if (user !== null && !people.has(user)) people.set(user, name);
        seenEvents.add(event);
      }
      entries.value = cursor === undefined ? found : [...entries.value, ...found];
      next.value = 'next' in page ? page.next : undefined;
      loaded.value = true;
    } catch (error) {
      if (mine === turn) failed.value = problemOf(error).message;
    }
    if (mine === turn) busy.value = false;
  }

  return { asked, entries, outline, people, events, next, failed, busy, loaded, params, search, more };
}
