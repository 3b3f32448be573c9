import { defineStore } from 'pinia';
import { computed } from 'vue';
import { useCatalogue, useDefinitions, usePreferences, useSession } from '#renderer/host';
import { SECTIONS } from '#renderer/pages/settings/sections.ts';
import { MODULE_ORDER, placeOf } from './module-names.ts';
import { dashboardEntries, navGroups } from './nav-groups.ts';

/** Where the reader can go, and how the navigation was left. */
export const useNavigation = defineStore('navigation', () => {
  const definitions = useDefinitions();
  const catalogue = useCatalogue();
  const session = useSession();
  const preferences = usePreferences();

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
    return { collapsed: value?.collapsed === true, closed: Array.isArray(value?.closed) ? value.closed.map(String) : [] };
  });
  const collapsed = computed({
    get: () => kept.value.collapsed,
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
