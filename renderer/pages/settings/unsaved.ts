import { inject, onUnmounted, watch, type InjectionKey, type Ref } from 'vue';

/** Tells the page whether something in the section is not saved. */
export const UNSAVED: InjectionKey<(is: boolean) => void> = Symbol('unsaved');

/** Keeps the page told, so that nobody leaves it with work that would be lost. */
export function useUnsaved(dirty: Ref<boolean>): void {
  const tell = inject(UNSAVED, () => {});
  watch(dirty, tell, { immediate: true });
  onUnmounted(() => tell(false));
}
