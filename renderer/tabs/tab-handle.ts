import { inject, type InjectionKey, type Ref } from 'vue';

/** What a page knows of the tab it stands in. */
export interface TabHandle {
  readonly id: number;
  /** In front, and nobody is asked to sign in. */
  readonly active: Ref<boolean>;
  title(text: string): void;
  /** @param kept what is not saved lies in the host as a draft, so that nothing is lost with the window */
  dirty(is: boolean, kept?: boolean): void;
  /**
   * Goes on in the same tab: from `/new/customer` to the record it became.
   * @param keep the page goes on as it is, now under this address
   */
  replace(path: string, keep?: boolean): void;
  /** Asks first when something is not saved. */
  close(): Promise<boolean>;
}

export const TAB: InjectionKey<TabHandle> = Symbol('tab');

/** @throws Error outside a tab: a page is always in one */
export function useTab(): TabHandle {
  const tab = inject(TAB);
  if (tab === undefined) throw new Error('a page stands outside a tab');
  return tab;
}
