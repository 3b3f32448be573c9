import { computed, ref, shallowRef, watch } from 'vue';
import type { ApiObject } from '#common/api';
import { usePreferences } from '#renderer/host';
import { openText, type Opened } from './files/open-source.ts';
import type { Encoding } from './files/read-csv.ts';
import { documentsOf } from './model/documents.ts';
import { proposeGrouping, type Choice } from './model/grouping.ts';
import { bare, hasHeadings, propose, type Mapping } from './model/mapping.ts';
import { rowsOf } from './model/rows.ts';
import { lineTablesOf, missingFrom, takenFromLines, targetsOf } from './model/targets.ts';

/** A sheet, and what its columns and rows are. */
export function useSheet(object: ApiObject) {
  const preferences = usePreferences();
  const targets = targetsOf(object);
  const tables = lineTablesOf(object);
  const byPath = new Map(targets.map((target) => [target.path, target]));
  const source = shallowRef<Opened>();
  const sheetAt = ref(0);
  const withHeadings = ref(true);
  const mapping = ref<Mapping>([]);
  /** How rows become documents, where somebody chose it. */
  const chosen = ref<Choice>();

  const sheet = computed(() => source.value?.sheets[sheetAt.value]);
  const first = computed(() => (withHeadings.value ? 1 : 0));
  const body = computed(() => (sheet.value?.rows ?? []).slice(first.value));
  const columns = computed(() => {
    const all = sheet.value?.rows ?? [];
    const width = all.slice(0, 200).reduce((most, row) => Math.max(most, row.length), 0);
    return Array.from({ length: width }, (_, at) => ({
      heading: withHeadings.value ? String(all[0]?.[at] ?? '') : '',
      samples: body.value.slice(0, 50).map((row) => String(row[at] ?? '')).filter((cell) => cell.trim() !== '').slice(0, 3),
    }));
  });
  const headings = computed(() => columns.value.map(({ heading }) => heading));
  /** Whether records come in with their lines. */
  const lined = computed(() => mapping.value.some((path) => byPath.get(path)?.table !== undefined));
  /** The record's own fields first, as the columns of the sheet stand. */
  const shownTargets = computed(() => {
    const shown = mapping.value.flatMap((path) => byPath.get(path) ?? []);
    return [...shown.filter(({ table }) => table === undefined), ...shown.filter(({ table }) => table !== undefined)];
  });
  const missing = computed(() => missingFrom(targets, tables, mapping.value));
  const taken = computed(() => takenFromLines(targets, mapping.value));
  const choice = computed<Choice>(() => {
    if (!lined.value) return 'row';
    return chosen.value ?? proposeGrouping({ headings: headings.value, rows: body.value, mapping: mapping.value, targets }, kept('key')['column']);
  });
  const grouping = computed(() => (typeof choice.value === 'number' ? 'key' : choice.value));
  const heads = computed(() => shownTargets.value.flatMap(({ path, table }) => (table === undefined ? [path] : [])));
  const total = computed(() => body.value.length);
  /** How many documents the rows make as they stand in the sheet. */
  const documentCount = computed(() => (lined.value ? documentsOf(rowsNow(), grouping.value, heads.value).length : total.value));

  watch([source, sheetAt], () => {
    withHeadings.value = hasHeadings(sheet.value?.rows ?? [], targets);
    map();
  }, { flush: 'sync' });
  watch(withHeadings, map, { flush: 'sync' });

  function kept(what: 'fields' | 'key'): Readonly<Record<string, string>> {
    return (preferences.get(what === 'fields' ? `import:${object.name}` : `import-key:${object.name}`) ?? {}) as Readonly<Record<string, string>>;
  }

  function map(): void {
    chosen.value = undefined;
    mapping.value = propose(headings.value, targets, kept('fields'));
  }

  function reread(encoding: Encoding): void {
    if (source.value?.text) source.value = openText(source.value.name, source.value.text.bytes, encoding);
  }

  function setField(at: number, path: string): void {
    mapping.value = mapping.value.map((one, index) => (index === at ? path : one === path ? '' : one));
  }

  function rowsNow() {
    return rowsOf(body.value, mapping.value, first.value + 1, typeof choice.value === 'number' ? choice.value : undefined);
  }

  /** Keeps what was chosen for the next file of its kind. */
  function remember(): void {
    const fields = Object.fromEntries(headings.value.flatMap((heading, at) => (bare(heading) === '' || !mapping.value[at] ? [] : [[bare(heading), mapping.value[at]]])));
    if (Object.keys(fields).length > 0) preferences.set(`import:${object.name}`, fields);
    const column = typeof chosen.value === 'number' ? bare(headings.value[chosen.value] ?? '') : '';
    if (column !== '') preferences.set(`import-key:${object.name}`, { column });
    else if (chosen.value !== undefined) preferences.set(`import-key:${object.name}`, undefined);
  }

  return {
    targets, tables, byPath, source, sheetAt, sheet, withHeadings, mapping, columns, lined, shownTargets, missing, taken, choice, chosen, grouping, heads, total, documentCount,
    reread, setField, rowsNow, remember,
  };
}

export type SheetState = ReturnType<typeof useSheet>;
