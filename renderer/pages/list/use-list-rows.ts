import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue';
import { useDebounceFn } from '@vueuse/core';
import type { ApiObject } from '#common/api';
import { choiceLabel, display, isNumeric } from '#renderer/fields';
import { bothHold, fieldAt, fieldsAt, onDay, type FieldAt } from '#renderer/filter';
import { host, live, tellProblem, useDefinitions } from '#renderer/host';
import { lang, say, showDecimal } from '#renderer/language';
import { groupField, groupFilter, groupQuery, groupsFrom, inOrder, type CountedGroup, type GroupField } from './groups.ts';
import { ListModel, type Grouping } from './list-model.ts';
import type { ListQuery } from './list-query.ts';
import { words } from './words.ts';

/** Lists up to so many rows are added up unasked. */
const SMALL = 50_000;

/** The rows of a list and the figures under it, read again as the query or the records change. */
export function useListRows(object: ApiObject, query: Ref<ListQuery>, groups: Ref<readonly string[]>, columns: Ref<readonly FieldAt[]>, wantsTotals: Ref<boolean | undefined>, active: Ref<boolean>) {
  const definitions = useDefinitions();
  const model = shallowRef<ListModel>();
  const sums = shallowRef<Readonly<Record<string, string>>>();
  const stale = ref(false);
  const collator = computed(() => new Intl.Collator(lang.value === 'zh' ? 'zh-CN-u-co-pinyin' : 'en'));
  /** Figures that can be added up: money and quantities of the object's own. */
  const summed = computed(() => columns.value.filter(({ path, field, open }) =>
    open && !path.includes('.') && field.type === 'decimal' && ['amount', 'quantity'].includes(String(field.options['unit']))));
  const records = computed(() => (void model.value?.tick.value, model.value?.records));
  const totalsShown = computed(() => {
    if (summed.value.length === 0 || query.value.search !== '') return false;
    return wantsTotals.value ?? (query.value.filter !== '' || groups.value.length > 0 || (records.value ?? Infinity) <= SMALL);
  });

  /** Questions about groups and sums speak of the same rows as the list. */
  function wholeFilter(filter: string): string {
    const kept = object.kind === 'master' && !query.value.archived ? 'archived == false' : '';
    return onDay(bothHold(kept, filter), new Date());
  }

  /** Searching and grouping at once: the letters become a condition, which the counts know too. */
  function searched(given: ListQuery): ListQuery {
    if (given.search === '') return given;
    const text = JSON.stringify(given.search.trim().toLowerCase());
    const fields = object.fields.filter((field) => field.level !== 'masked' && field.type === 'text' && (field.options['search'] === true || (field.name === 'number' && object.kind === 'document')));
    return { ...given, search: '', filter: bothHold(given.filter, fields.map((field) => `lower(${field.name}).contains(${text})`).join(' || ')) };
  }

  const grouping = computed<Grouping | undefined>(() => {
    const fields = groups.value.map((key) => groupField(object, key, definitions.find)).filter((field) => field !== undefined);
    if (fields.length === 0) return undefined;
    const paths = summed.value.map(({ path }) => path);
    return {
      fields,
      load: async (field, filter) => {
        const rows = await host().query(groupQuery(object.name, field, paths, wholeFilter(filter)));
        return inOrder(field, groupsFrom(rows, paths), (group) => labelOf(field, group), collator.value);
      },
      labelOf,
      filterOf: (field, group) => groupFilter(field, group.value),
      totalsOf: (group) => shownSums(group.sums),
    };
  });

  function labelOf(field: GroupField, group: CountedGroup): string {
    if (group.value === null) return words('noValue');
    if (field.at.field.type === 'link') return group.title ?? words('notVisible');
    if (typeof group.value === 'boolean') return words(group.value ? 'yes' : 'no');
    if (field.part !== undefined) return String(group.value);
    return field.at.field.type === 'choice' ? choiceLabel(field.at.field, String(group.value)) : display(field.at.field, group.value);
  }

  function shownSums(given: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    return Object.fromEntries(summed.value.filter(({ path }) => given[path] !== undefined).map((found) => [found.path, display(found.field, given[found.path])]));
  }

  watch([query, grouping], ([given, by]) => {
    model.value?.end();
    model.value = new ListModel(by === undefined ? given : searched(given), by, tellProblem);
    model.value.begin();
  }, { immediate: true });

  watch([query, totalsShown, summed], () => void addUp(), { immediate: true });

  async function addUp(): Promise<void> {
    const asked = query.value;
    const paths = summed.value.map(({ path }) => path);
    if (!totalsShown.value) {
      sums.value = undefined;
      return;
    }
    try {
      const filter = wholeFilter(asked.filter);
      const [row = {}] = await host().query({ object: object.name, select: paths.map((path, at) => `sum(${path}) as sum${at}`), ...(filter === '' ? {} : { filter }) });
      if (asked !== query.value) return;
      sums.value = shownSums(Object.fromEntries(paths.map((path, at) => [path, String(row[`sum${at}`] ?? '0')])));
    } catch {
      // A sum is a help; a reader who may not add up a figure still reads the rows.
      sums.value = undefined;
    }
  }

  function refresh(): void {
    if (!active.value) {
      stale.value = true;
      return;
    }
    stale.value = false;
    model.value?.refresh();
    if (totalsShown.value) void addUp();
  }

  // Changes come in bursts, such as an import: the list follows, but not each of them.
  const follow = useDebounceFn(refresh, 400, { maxWait: 2000 });
  onScopeDispose(live.on(object.name, () => void follow()));
  watch(active, (is) => {
    if (is && stale.value) refresh();
  });
  onScopeDispose(() => model.value?.end());

  return { model, records, totals: computed(() => (totalsShown.value ? (sums.value ?? {}) : undefined)), refresh, canTotal: computed(() => summed.value.length > 0), totalsShown };
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
