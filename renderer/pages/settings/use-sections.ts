import { computed } from 'vue';
import { useDefinitions, useSession } from '#renderer/host';
import { SECTIONS } from './sections.ts';

/** The settings that this person has. */
export function useSections() {
  const session = useSession();
  const definitions = useDefinitions();
  return computed(() => {
    const reader = {
      roles: session.user?.roles ?? [],
      objects: definitions.all,
      can: (object: string, action: string): boolean => definitions.find(object)?.can.includes(action) ?? false,
    };
    return SECTIONS.filter((section) => section.shown(reader));
  });
}
