import { computed, nextTick, onMounted, onScopeDispose, ref, watch, type Ref } from 'vue';
import { ElMessage, ElMessageBox } from 'element-plus';
import { ApiError, type ApiObject, type Related } from '#common/api';
import { useTitles } from '#renderer/fields';
import { host, live, tellProblem, useDefinitions, useSession, type ActionView } from '#renderer/host';
import { say, sayWithin } from '#renderer/language';
import { addressOf } from '#renderer/pages/addresses.ts';
import { useTab, useTabs } from '#renderer/tabs';
import { nextActions, primaryAction, turnsBack } from './model/actions.ts';
import { useDraft } from './model/use-draft.ts';
import { useGiven } from './model/use-given.ts';
import { useRecord } from './model/use-record.ts';
import { useSaving, type WrongPlace } from './model/use-saving.ts';
import { waitsOf } from './model/waits.ts';
import { tellDone } from './tell-done.ts';
import { words } from './words.ts';

export interface PageHow {
  readonly definition: ApiObject;
  readonly id: string | undefined;
  readonly from: string | undefined;
  readonly draft: string | undefined;
  readonly presets: Readonly<Record<string, string>>;
  readonly focusFirst: () => void;
  readonly focusOn: (place: WrongPlace) => void;
  /** Where the focus is in the record, to come back to after it was stored anew. */
  readonly place: () => WrongPlace | undefined;
  /** To what is likely next, where the place of the focus is gone. */
  readonly focusNext: () => void;
}

/** What a record's page does: opening, saving, acting, following what others do. How it looks is RecordSheet's business. */
export function useRecordPage(how: PageHow) {
  const object = how.definition;
  const tab = useTab();
  const tabs = useTabs();
  const titles = useTitles();
  const definitions = useDefinitions();
  const session = useSession();
  const loading = ref(true);
  const missing = ref(false);
  const gone = ref(false);
  const changedBy = ref<string>();
  const related: Ref<readonly Related[]> = ref([]);
  /** Raised when the record was stored anew: what surrounds it is read again. */
  const revision = ref(0);
  const asking = ref<ActionView>();

  const record = useRecord(object, () => draft.changed());
  const title = computed(() => {
    const { stored } = record;
    if (stored.value === undefined) return words('newOf', { object: sayWithin(object.label) });
    const own = stored.value[object.title];
    return typeof own === 'string' && own !== '' && object.fields.find((field) => field.name === object.title)?.type === 'text' ? own : words('draftOf', { object: say(object.label) });
  });
  const { takeOnlyChoices } = useGiven(record);
  const draft = useDraft(record, {
    title: () => draftTitle(),
    told: (kept) => tab.dirty(record.dirty.value, kept),
    lies: liesAt,
    isWritten: (key) => tabs.tabs.some((one) => one.id !== tab.id && one.dirty && one.path === addressOf.create(object.name, { draft: key })),
  });
  const saving = useSaving(record, { wrong: how.focusOn, saved });
  const waits = computed(() => waitsOf(object, definitions.find, record.stored.value ?? {}, session.user));
  const actions = computed(() => nextActions(object.actions, typeof record.state.value === 'string' ? record.state.value : undefined, record.stored.value === undefined ? undefined : waits.value));
  const primary = computed(() => primaryAction(actions.value, record.stored.value === undefined ? undefined : waits.value));

  watch(title, (text) => tab.title(text === object.name ? say(object.label) : text), { immediate: true });
  watch(() => record.dirty.value, (is) => tab.dirty(is));

  /** The tab says where its draft lies: behind the lock and after a reload, what was being entered comes back in its place, and is nowhere else. */
  function liesAt(key: string): void {
    const path = addressOf.create(object.name, { draft: key });
    for (const other of tabs.tabs.filter((one) => one.id !== tab.id && one.path === path && !one.dirty)) tabs.drop(other.id);
    tab.replace(path, true);
  }

  function draftTitle(): string {
    const linked = object.fields.find((field) => field.type === 'link' && field.required);
    const value = linked && record.values[linked.name];
    const name = typeof value === 'string' ? titles.titleOf(String(linked?.options['to']), value)?.title : undefined;
    const own = record.values[object.title];
    return [title.value, name ?? (typeof own === 'string' ? own : undefined)].filter((part) => part !== undefined && part !== '').join(' · ');
  }

  async function open(): Promise<void> {
    loading.value = true;
    missing.value = false;
    try {
      if (how.id !== undefined) await load(how.id);
      else if (how.from !== undefined) record.beginFrom(await host().read(object.name, how.from), ({ type, required, options }) => type === 'link' && !required && definitions.find(String(options['to']))?.kind === 'document');
      else {
        record.begin(how.presets);
        void takeOnlyChoices();
      }
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) missing.value = true;
      else tellProblem(error);
      return;
    } finally {
      loading.value = false;
    }
    await nextTick();
    if (record.editing.value) how.focusFirst();
    if (how.draft !== undefined) await draft.take(how.draft).catch(() => {});
    await draft.look();
  }

  async function load(id: string): Promise<void> {
    record.show(await host().read(object.name, id));
    editIfEntered();
    void surround();
  }

  /** A document in a state in which it is still being written is open for writing at once. */
  function editIfEntered(): void {
    if (object.kind === 'document' && object.children.length > 0 && record.mayEdit.value) record.edit();
  }

  async function surround(): Promise<void> {
    revision.value += 1;
    const id = record.id.value;
    if (id === undefined) return;
    related.value = await host().finding.related(object.name, id).catch(() => []);
  }

  async function saved(made: boolean): Promise<void> {
    await draft.drop();
    tab.dirty(false);
    changedBy.value = undefined;
    if (made && record.id.value !== undefined) tab.replace(addressOf.record(object.name, record.id.value), true);
    editIfEntered();
    void surround();
  }

  async function save(): Promise<boolean> {
    const place = how.place();
    const answer = await saving.save();
    await nextTick();
    if (answer === undefined) {
      focusNextIfLost();
      return false;
    }
    if (record.editing.value && place) how.focusOn(place);
    else focusNextIfLost();
    return true;
  }

  /** Saves, and says so. */
  async function saveAlone(): Promise<void> {
    if (await save()) ElMessage({ type: 'success', message: words('saved'), duration: 1500 });
  }

  function focusNextIfLost(): void {
    const focused = document.activeElement;
    if (focused === null || focused === document.body || !focused.isConnected) how.focusNext();
  }

  /** Saves what was entered and does what the record waits for. */
  async function saveAndDo(): Promise<void> {
    if (loading.value) return;
    const action = primary.value;
    if (record.editing.value && (record.dirty.value || record.id.value === undefined) && !(await save())) return;
    if (action) await act(action);
  }

  async function act(action: ActionView): Promise<void> {
    if (record.editing.value && record.dirty.value && !(await save())) return;
    if (action.input.length > 0) {
      asking.value = action;
      return;
    }
    if (turnsBack(action) && !(await sure(words('actAsk', { action: say(action.label) })))) return;
    await run(action, {});
  }

  /** @returns what was wrong with the input, by field; undefined once it is done */
  async function run(action: ActionView, input: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, string>> | undefined> {
    const answer = await saving.act(action.name, input);
    if (answer === undefined) {
      const problem = saving.refused.value;
      const fields = problem?.fields ?? {};
      // The button that was pressed could not be, while the host was asked, and so lost the focus.
      await nextTick();
      focusNextIfLost();
      return asking.value === undefined ? undefined : Object.keys(fields).length > 0 ? fields : { '': problem?.message ?? '' };
    }
    asking.value = undefined;
    tellDone(object, action, title.value, answer);
    editIfEntered();
    await surround();
    focusNextIfLost();
    return undefined;
  }

  async function remove(): Promise<void> {
    const id = record.id.value;
    if (id === undefined || !(await sure(words('removeAsk')))) return;
    try {
      await host().remove(object.name, id);
      await draft.drop();
      tab.dirty(false);
      await tab.close();
    } catch (error) {
      tellProblem(error);
    }
  }

  async function archive(is: boolean): Promise<void> {
    const id = record.id.value;
    if (id === undefined || (is && !(await sure(words('archiveAsk'))))) return;
    try {
      record.show(await host().update(object.name, id, { archived: is, version: record.stored.value?.['version'] }));
      await surround();
    } catch (error) {
      tellProblem(error);
    }
  }

  async function cancelEdit(): Promise<void> {
    if (record.dirty.value && !(await sure(words('discardAsk'), words('discard'), words('keepEditing')))) return;
    const stored = record.stored.value;
    await draft.drop();
    tab.dirty(false);
    if (stored) record.show(stored);
  }

  async function back(): Promise<void> {
    if (record.editing.value && record.id.value !== undefined && !isAlwaysEdited()) await cancelEdit();
    else await tab.close();
  }

  function isAlwaysEdited(): boolean {
    return object.kind === 'document' && object.children.length > 0;
  }

  async function sure(question: string, yes = words('yes'), no = words('no')): Promise<boolean> {
    return await ElMessageBox.confirm(question, title.value, { confirmButtonText: yes, cancelButtonText: no, type: 'warning' }).then(() => true, () => false);
  }

  /** Goes on with what was left, where something is still to be entered. */
  async function takeDraft(at: string): Promise<void> {
    try {
      await draft.take(at);
      await nextTick();
      how.focusFirst();
    } catch (error) {
      tellProblem(error);
    }
  }

  async function dropDraft(at: string): Promise<void> {
    if (await sure(words('dropAsk'), words('dropDraft'), words('keepDraft'))) await draft.throwAway(at);
    focusNextIfLost();
  }

  /** The next new record, here where the last one was finished. */
  function beginNext(): void {
    draft.renew();
    tab.replace(addressOf.create(object.name), true);
    related.value = [];
    changedBy.value = undefined;
    saving.refused.value = undefined;
    record.begin({});
    void takeOnlyChoices();
    tab.dirty(false);
    void nextTick(how.focusFirst);
  }

  async function reload(): Promise<void> {
    const id = record.id.value;
    changedBy.value = undefined;
    if (id !== undefined) await load(id).catch(tellProblem);
  }

  /** Shows what somebody else has stored beside what is being entered. */
  async function compare(): Promise<void> {
    const id = record.id.value;
    if (id === undefined) return;
    try {
      saving.conflict.value = { theirs: await host().read(object.name, id) };
    } catch (error) {
      tellProblem(error);
    }
  }

  async function settle(mine: ReadonlySet<string>): Promise<void> {
    saving.settle(mine);
    changedBy.value = undefined;
    if (record.dirty.value) await save();
    else editIfEntered();
  }

  /** Changes by others: shown at once where nothing is being entered, told otherwise. A page in the back looks when it comes to the front. */
  let stale = false;
  const silence = live.on(object.name, (change) => {
    if (change.id !== record.id.value) return;
    if (tab.active.value) void follow();
    else stale = true;
  });
  watch(tab.active, (active) => {
    if (!active || !stale) return;
    stale = false;
    void follow();
  });

  async function follow(): Promise<void> {
    const id = record.id.value;
    if (id === undefined || saving.busy.value) return;
    try {
      const now = await host().read(object.name, id);
      if (record.id.value !== id || now['version'] === record.stored.value?.['version']) {
        revision.value += 1;
        return;
      }
      if (!record.dirty.value && asking.value === undefined) {
        record.show(now);
        editIfEntered();
        await surround();
        return;
      }
      const by = now['updatedBy'];
      changedBy.value = typeof by === 'string' ? (titles.titleOf('user', by)?.title ?? '') : '';
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) gone.value = true;
    }
  }

  onMounted(open);
  onScopeDispose(() => {
    silence();
    record.end();
  });

  return {
    record, draft, saving, title, actions, primary, loading, missing, gone, changedBy, related, revision, asking, tab,
    save: saveAlone, saveAndDo, act, run, remove, archive, cancelEdit, takeDraft, dropDraft, back, beginNext, reload, compare, settle, isAlwaysEdited,
  };
}
