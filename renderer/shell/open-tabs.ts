import { onScopeDispose, watch } from 'vue';
import { usePreferences, useSession } from '#renderer/host';
import { useRecent } from '#renderer/desk';
import { addressOf } from '#renderer/pages/addresses.ts';
import { pageName, partsOf } from '#renderer/pages/page-names.ts';
import { useTabs } from '#renderer/tabs';

const NAME = '磐石 Panshi';

/** Most tabs that are kept from one day to the next. */
const MOST = 40;

/** Whose tabs are open, and of which company: behind the lock they wait for the same person. */
let belongs = '';

/**
 * Open tabs, by company: brought back at signing in, kept as they change, the one in front in the address bar. Only addresses are kept.
 * @param titleOf the title of a tab, for the window
 */
export function followOpenTabs(titleOf: (tabId: number) => string): void {
  const session = useSession();
  const preferences = usePreferences();
  const tabs = useTabs();
  const recent = useRecent();

  /** Tabs that waited behind the lock stay; otherwise those of the last time, and the address that was asked for in front. */
  function bringBack(): void {
    const owner = `${session.user?.id ?? ''} ${session.companyId ?? ''}`;
    const isOther = belongs !== '' && belongs !== owner;
    const waited = tabs.tabs.length > 0 && !isOther;
    belongs = owner;
    if (waited) return;
    const kept = readTabs(preferences.get(keyOf(session.companyId)));
    const asked = isOther ? undefined : askedFor();
    const paths = asked === undefined || kept.paths.includes(asked) ? kept.paths : [...kept.paths, asked];
    tabs.restore(paths, asked ?? kept.front);
  }

  /** A link that somebody followed to a page of the program. Another company's addresses are not this one's. */
  function askedFor(): string | undefined {
    const path = location.pathname + location.search;
    return partsOf(path).kind === 'nowhere' ? undefined : path;
  }

  watch(() => [session.stage === 'in', session.companyId], ([isIn]) => {
    if (isIn === true) bringBack();
  }, { immediate: true });

  watch(() => [tabs.tabs.map((tab) => tab.path), tabs.current?.path] as const, ([paths, front]) => {
    if (session.stage !== 'in' || paths.length === 0) return;
    preferences.set(keyOf(session.companyId), { paths: paths.slice(0, MOST), front });
  });

  watch(() => (session.stage === 'in' ? tabs.current?.path : undefined), (path) => {
    if (path === undefined) return;
    history.replaceState(null, '', path);
    recent.visited(path);
  }, { immediate: true });

  watch(() => (tabs.current ? titleOf(tabs.current.id) || pageName(tabs.current.path) : ''), (title) => {
    document.title = title === '' ? NAME : `${title} · 磐石`;
  }, { immediate: true });
  // Locked or left, neither the window's title nor the address bar says what was looked at.
  onScopeDispose(() => {
    document.title = NAME;
    history.replaceState(null, '', '/');
  });
}

function keyOf(company: string | undefined): string {
  return `tabs:${company ?? ''}`;
}

function readTabs(kept: unknown): { readonly paths: readonly string[]; readonly front: string | undefined } {
  const { paths, front } = (typeof kept === 'object' && kept !== null ? kept : {}) as { paths?: unknown; front?: unknown };
  const known = (Array.isArray(paths) ? paths : []).filter((path): path is string => typeof path === 'string' && partsOf(path).kind !== 'nowhere');
  return known.length === 0 ? { paths: [addressOf.home], front: addressOf.home } : { paths: known, front: typeof front === 'string' && known.includes(front) ? front : known[0] };
}
