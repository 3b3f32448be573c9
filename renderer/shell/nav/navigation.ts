import { defineStore } from 'pinia';
import { useWindowSize } from '@vueuse/core';
import { computed } from 'vue';
import { useCatalogue, useDefinitions, usePreferences, useSession } from '#renderer/host';
import { useLooks } from '#renderer/looks';
import { SECTIONS } from '#renderer/pages/settings/sections.ts';
import { MODULE_ORDER, placeOf } from './module-names.ts';
import { dashboardEntries, navGroups } from './nav-groups.ts';

/** Below this, in pixels as they are zoomed, the work needs the place more than the navigation does. */
const NARROW = 900;

/** Where the reader can go, and how the navigation was left. */
export const useNavigation = defineStore('navigation', () => {
  const definitions = useDefinitions();
  const catalogue = useCatalogue();
  const session = useSession();
  const preferences = usePreferences();
  const looks = useLooks();
  const { width } = useWindowSize();

  const settings = computed(() => {
    const reader = {
      roles: session.user?.roles ?? [],
      objects: definitions.all,
      can: (object: string, action: string): boolean => definitions.find(object)?.can.includes(action) ?? false,
    };
    return SECTIONS.filter((section) => section.shown(reader));
  });
  const groups = computed(() => navGroups({ objects: definitions.all, reports: catalogue.reports, settings: settings.value }, MODULE_ORDER, placeOf));
  const dashboards = computed(() => dashboardEntries(catalogue.dashboards));

  const kept = computed(() => {
    const value = preferences.get('nav') as { collapsed?: unknown; closed?: unknown } | undefined;
    return { collapsed: typeof value?.collapsed === 'boolean' ? value.collapsed : undefined, closed: Array.isArray(value?.closed) ? value.closed.map(String) : [] };
  });
  const collapsed = computed({
    get: () => kept.value.collapsed ?? width.value / (looks.zoom / 100) < NARROW,
    set: (is) => preferences.set('nav', { ...kept.value, collapsed: is }),
  });

  function isClosed(place: string): boolean {
    return kept.value.closed.includes(place);
  }

  function toggle(place: string): void {
    const rest = kept.value.closed.filter((one) => one !== place);
    preferences.set('nav', { ...kept.value, closed: isClosed(place) ? rest : [...rest, place] });
  }

  return { groups, dashboards, settings, collapsed, isClosed, toggle };
});
