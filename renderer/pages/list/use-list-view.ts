import { computed, ref, watch } from 'vue';
import type { ApiObject, Saved } from '#common/api';
import { host, tellProblem, usePreferences } from '#renderer/host';
import { readContent, sameContent, type ViewContent } from './view-content.ts';

/** What a person keeps for a list: an arrangement of their own, and which view it opens with. */
interface Kept {
  readonly content?: unknown;
  readonly view?: string;
}

/**
 * How a list is looked at: by a saved view, or as its reader left it.
 * @param asked from the address: a filter to begin with, or a view
 */
export function useListView(object: ApiObject, asked: { readonly filter?: string | undefined; readonly view?: string | undefined }) {
  const preferences = usePreferences();
  const key = `list:${object.name}`;
  const views = ref<readonly Saved[]>([]);
  const viewId = ref<string>();
  const content = ref<ViewContent>(ownContent());
  const view = computed(() => views.value.find((one) => one.id === viewId.value));
  const isChanged = computed(() => view.value !== undefined && !sameContent(content.value, readContent(view.value.content)));
  const defaultView = ref(kept().view);
  /** Opened for a purpose, such as from the to-do: what is arranged now is not how the list opens next time. */
  const visiting = ref(asked.filter !== undefined);
  if (asked.filter !== undefined) content.value = { ...content.value, filter: asked.filter, group: [], archived: false };

  function kept(): Kept {
    const found = preferences.get(key);
    return typeof found === 'object' && found !== null ? found : {};
  }

  function ownContent(): ViewContent {
    return readContent(kept().content);
  }

  /** Reads the saved views, and opens the one that was asked for or that the list opens with. */
  async function begin(): Promise<void> {
    views.value = await host().desk.saved('view', object.name).catch(() => []);
    const wanted = asked.view ?? (asked.filter === undefined ? defaultView.value : undefined);
    if (wanted !== undefined) choose(wanted);
  }

  /** @param id undefined for the standard view, as its reader left it */
  function choose(id: string | undefined): void {
    const found = views.value.find((one) => one.id === id);
    visiting.value = false;
    viewId.value = found?.id;
    content.value = found === undefined ? ownContent() : readContent(found.content);
  }

  function change(patch: Partial<ViewContent>): void {
    content.value = { ...content.value, ...patch };
  }

  function revert(): void {
    choose(viewId.value);
  }

  async function attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      tellProblem(error);
    }
  }

  function put(saved: Saved): void {
    views.value = [...views.value.filter((one) => one.id !== saved.id), saved];
  }

  /** The host keeps no names of fields that have gone out of sight: where nothing was arranged meanwhile, the page does not hold them either. */
  function keptAs(saved: Saved, sent: ViewContent): void {
    put(saved);
    if (sameContent(content.value, sent)) content.value = readContent(saved.content);
  }

  return {
    views, view, content, isChanged, visiting, defaultView,
    begin, choose, change, revert,
    save: () => attempt(async () => {
      if (view.value === undefined) return;
      const sent = content.value;
      keptAs(await host().desk.changeSaved(view.value.id, { content: sent }), sent);
    }),
    saveAs: (name: string, shared: boolean) => attempt(async () => {
      const sent = content.value;
      const saved = await host().desk.save({ kind: 'view', object: object.name, name, shared, content: sent });
      viewId.value = saved.id;
      keptAs(saved, sent);
      visiting.value = false;
    }),
    rename: (name: string) => attempt(async () => {
      if (view.value !== undefined) put(await host().desk.changeSaved(view.value.id, { name }));
    }),
    share: (shared: boolean) => attempt(async () => {
      if (view.value !== undefined) put(await host().desk.changeSaved(view.value.id, { shared }));
    }),
    drop: () => attempt(async () => {
      const id = view.value?.id;
      if (id === undefined) return;
      await host().desk.dropSaved(id);
      views.value = views.value.filter((one) => one.id !== id);
      if (defaultView.value === id) makeDefault(undefined);
      choose(undefined);
    }),
    makeDefault,
  };

  function makeDefault(id: string | undefined): void {
    defaultView.value = id;
    keep({ ...kept(), view: id });
  }

  function keep(next: { content?: unknown; view?: string | undefined }): void {
    preferences.set(key, JSON.parse(JSON.stringify(next)));
  }
}

export type ListView = ReturnType<typeof useListView>;

/** Keeps what the reader arranges in the standard view. A filter of the moment is not kept: a list that hides rows unasked misleads. */
export function keepArrangement(object: ApiObject, list: ListView): void {
  const preferences = usePreferences();
  watch(list.content, (content) => {
    if (list.view.value !== undefined || list.visiting.value) return;
    const found = preferences.get(`list:${object.name}`);
    const before = typeof found === 'object' && found !== null ? found : {};
    preferences.set(`list:${object.name}`, { ...before, content: { ...content, filter: '', group: [], archived: false } });
  });
}
