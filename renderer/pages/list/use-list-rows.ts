import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue';
import { useDebounceFn } from '@vueuse/core';
import type { ApiObject } from '#common/api';
import { choiceLabel, display, isNumeric } from '#renderer/fields';
import { bothHold, fieldAt, fieldsAt, onDay, type FieldAt } from '#renderer/filter';
import { host, live, tellProblem, useDefinitions } from '#renderer/host';
import { lang, say, showDecimal } from '#renderer/language';
import { groupField, groupFilter, groupQuery, groupsFrom, inOrder, type CountedGroup, type GroupField } from './groups.ts';
import { ListModel, type Grouping } from './list-model.ts';
import { rowsKey, type ListQuery } from './list-query.ts';
import { canBeSummed, hasTotals, isAddedUp, NOT_ADDED_UP, type Size } from './totals.ts';
import { useLatest } from './use-latest.ts';
import { shownSums, useSums } from './use-sums.ts';
import { words } from './words.ts';

/** The rows of a list and the figures under it, read again as the query or the records change. */
export function useListRows(object: ApiObject, query: Ref<ListQuery>, groups: Ref<readonly string[]>, columns: Ref<readonly FieldAt[]>, wantsTotals: Ref<boolean | undefined>, active: Ref<boolean>) {
  const definitions = useDefinitions();
  const latest = useLatest<ListQuery>();
  const model = computed(() => latest.shown.value?.model);
  const stale = ref(false);
  const collator = computed(() => new Intl.Collator(lang.value === 'zh' ? 'zh-CN-u-co-pinyin' : 'en'));
  const summed = computed(() => columns.value.filter(canBeSummed));
  const records = computed(() => (void model.value?.tick.value, model.value?.records));
  const sums = useSums(object, summed, wholeFilter);

  /** How many rows there are where nothing is searched for. */
  const whole = shallowRef<{ readonly rows: string; readonly count: number }>();
  watch(records, (count) => {
    const shown = latest.shown.value?.query;
    if (count !== undefined && shown?.search === '') whole.value = { rows: rowsKey(shown), count };
  });
  const size = computed<Size>(() => {
    const shown = latest.shown.value?.query;
    const unsearched = { ...query.value, search: '' };
    return {
      search: query.value.search,
      narrowed: query.value.filter !== '' || groups.value.length > 0,
      rows: shown !== undefined && rowsKey(shown) === rowsKey(query.value) ? records.value : undefined,
      whole: whole.value?.rows === rowsKey(unsearched) ? whole.value.count : undefined,
    };
  });
  const totalsShown = computed(() => summed.value.length > 0 && hasTotals(wantsTotals.value, size.value));
  const adding = computed(() => (totalsShown.value ? isAddedUp(size.value) : undefined));

  /** Questions about groups and sums speak of the same rows as the list. */
  function wholeFilter(given: Pick<ListQuery, 'filter' | 'archived'>): string {
    const kept = object.kind === 'master' && !given.archived ? 'archived == false' : '';
    return onDay(bothHold(kept, given.filter), new Date());
  }

  const grouping = computed<Grouping | undefined>(() => {
    const fields = groups.value.map((key) => groupField(object, key, definitions.find)).filter((field) => field !== undefined);
    if (fields.length === 0) return undefined;
    const paths = summed.value.map(({ path }) => path);
    return {
      fields,
      load: async (field, given) => {
        const rows = await host().query(groupQuery(object.name, field, paths, wholeFilter(given), given.search));
        return inOrder(field, groupsFrom(rows, paths), (group) => labelOf(field, group), collator.value);
      },
      labelOf,
      filterOf: (field, group) => groupFilter(field, group.value),
      totalsOf: (group) => shownSums(summed.value, group.sums),
    };
  });

  function labelOf(field: GroupField, group: CountedGroup): string {
    if (group.value === null) return words('noValue');
    if (field.at.field.type === 'link') return group.title ?? words('notVisible');
    if (typeof group.value === 'boolean') return words(group.value ? 'yes' : 'no');
    if (field.part !== undefined) return String(group.value);
    return field.at.field.type === 'choice' ? choiceLabel(field.at.field, String(group.value)) : display(field.at.field, group.value);
  }

  watch([query, grouping], ([given, by]) => {
    const before = latest.shown.value;
    // Sorted otherwise, they are as many as they were.
    const known = by === undefined && before !== undefined && rowsKey(before.query) === rowsKey(given) ? before.model.counted : undefined;
    latest.ask(given, (failed) => new ListModel(given, by, (error) => {
      tellProblem(error);
      failed();
    }, known));
  }, { immediate: true });

  watch([() => rowsKey(query.value), adding, summed], () => {
    if (adding.value === true) void sums.addUp(query.value);
  }, { immediate: true });

  /** Of the rows in sight: blank while they are being added up. */
  const totals = computed(() => {
    const shown = latest.shown.value?.query;
    if (!totalsShown.value || shown === undefined) return undefined;
    if (rowsKey(shown) === rowsKey(query.value) && adding.value !== true) return Object.fromEntries(summed.value.map(({ path }) => [path, NOT_ADDED_UP]));
    return sums.of(shown);
  });

  function refresh(): void {
    if (!active.value) {
      stale.value = true;
      return;
    }
    stale.value = false;
    latest.refresh();
    if (adding.value === true) void sums.addUp(query.value);
  }

  // Changes come in bursts, such as an import: the list follows, but not each of them.
  const follow = useDebounceFn(refresh, 400, { maxWait: 2000 });
  onScopeDispose(live.on(object.name, () => void follow()));
  watch(active, (is) => {
    if (is && stale.value) refresh();
  });

  /** What takes long, in words: the rows in sight are still those from before. */
  const busy = computed(() => {
    const [awaited, shown] = [latest.awaited.value, latest.shown.value?.query];
    if (awaited === undefined) return undefined;
    return shown !== undefined && shown !== awaited && rowsKey(shown) === rowsKey(awaited) ? words('sorting') : words('reading');
  });

  return { model, records, totals, busy, refresh, canTotal: computed(() => summed.value.length > 0), totalsShown };
}

/** Numbers of rows as they are written in a title. */
export function showCount(count: number): string {
  return showDecimal(String(count));
}

/** All that can stand in a column: everything a reader may know of the object and of what it links to. */
export function useColumnFields(object: ApiObject) {
  const definitions = useDefinitions();
  const all = computed(() => fieldsAt(object, definitions.find));
  return {
    all,
    find: (path: string): FieldAt | undefined => fieldAt(object, path, definitions.find),
    labelOf: (found: FieldAt): string => say(found.label),
    isNumeric: (found: FieldAt): boolean => isNumeric(found.field),
  };
}
