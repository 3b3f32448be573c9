import { computed, reactive, ref, shallowRef, triggerRef, watch } from 'vue';
import type { ApiObject } from '#common/api';
import { todayHere } from '#renderer/fields';
import { host, problemOf, tellProblem, usePreferences } from '#renderer/host';
import { openText, type Opened } from './files/open-source.ts';
import type { Encoding } from './files/read-csv.ts';
import type { RawCell } from './files/sheet.ts';
import { bare, hasHeadings, importable, isNeeded, propose, type Mapping } from './model/mapping.ts';
import { cellsFor, rowsOf, twice, type ImportRow, type RowProblems } from './model/rows.ts';
import { words } from './words.ts';

export type Step = 'file' | 'map' | 'check' | 'done';

/** Rows looked at in one question, so that progress is seen and the host stays free for others. */
const CHECK_AT_ONCE = 500;
/** The host takes so many in one unit of work. */
const IMPORT_AT_ONCE = 10_000;
/** More rows than a page can hold with comfort. */
export const MOST_ROWS = 50_000;

/** One import from file to result. */
export function useImport(object: ApiObject) {
  const preferences = usePreferences();
  const fields = importable(object.fields);
  const byName = new Map(fields.map((field) => [field.name, field]));
  const step = ref<Step>('file');
  const source = shallowRef<Opened>();
  const sheetAt = ref(0);
  const withHeadings = ref(true);
  const mapping = ref<Mapping>([]);
  const rows = shallowRef<readonly ImportRow[]>([]);
  const problems = shallowRef(new Map<number, RowProblems>());
  const checked = ref(0);
  const working = ref<'check' | 'import'>();
  const skipBad = ref(false);
  const result = reactive({ ids: [] as string[], good: 0, left: 0, since: '', failed: '' });
  let turn = 0;

  const sheet = computed(() => source.value?.sheets[sheetAt.value]);
  const columns = computed(() => {
    const all = sheet.value?.rows ?? [];
    const width = all.slice(0, 200).reduce((most, row) => Math.max(most, row.length), 0);
    const body = all.slice(withHeadings.value ? 1 : 0);
    return Array.from({ length: width }, (_, at) => ({
      heading: withHeadings.value ? String(all[0]?.[at] ?? '') : '',
      samples: body.slice(0, 50).map((row) => String(row[at] ?? '')).filter((cell) => cell.trim() !== '').slice(0, 3),
    }));
  });
  const shownFields = computed(() => mapping.value.flatMap((name) => byName.get(name) ?? []));
  const missing = computed(() => fields.filter((field) => isNeeded(field) && !mapping.value.includes(field.name)));
  const total = computed(() => Math.max(0, (sheet.value?.rows.length ?? 0) - (withHeadings.value ? 1 : 0)));
  const badCount = computed(() => problems.value.size);

  watch([source, sheetAt], () => {
    withHeadings.value = hasHeadings(sheet.value?.rows ?? [], fields);
    map();
  }, { flush: 'sync' });
  watch(withHeadings, map, { flush: 'sync' });

  function map(): void {
    const before = preferences.get(`import:${object.name}`);
    mapping.value = propose(columns.value.map((column) => column.heading), fields, (before ?? {}) as Readonly<Record<string, string>>);
  }

  function take(opened: Opened): void {
    sheetAt.value = Math.max(0, opened.sheets.findIndex((one) => one.rows.length > 0));
    source.value = opened;
    step.value = 'map';
  }

  function reread(encoding: Encoding): void {
    if (source.value?.text) source.value = openText(source.value.name, source.value.text.bytes, encoding);
  }

  function setField(at: number, name: string): void {
    mapping.value = mapping.value.map((one, index) => (index === at ? name : one === name ? '' : one));
  }

  /** From the mapping to the rows, which are looked at from the first on. The mapping is kept for the next file of its kind. */
  async function begin(): Promise<void> {
    const chosen = Object.fromEntries(columns.value.flatMap((column, at) => (bare(column.heading) === '' || !mapping.value[at] ? [] : [[bare(column.heading), mapping.value[at]]])));
    if (Object.keys(chosen).length > 0) preferences.set(`import:${object.name}`, chosen);
    const first = withHeadings.value ? 1 : 0;
    rows.value = rowsOf((sheet.value?.rows ?? []).slice(first), mapping.value, first + 1);
    problems.value = new Map();
    checked.value = 0;
    step.value = 'check';
    await check();
  }

  /** Goes on from where it was stopped. */
  async function check(): Promise<void> {
    const mine = ++turn;
    working.value = 'check';
    try {
      for (let at = checked.value; at < rows.value.length; at += CHECK_AT_ONCE) {
        const indexes = rows.value.slice(at, at + CHECK_AT_ONCE).map((_, index) => at + index);
        await look(indexes);
        if (mine !== turn) return;
        checked.value = at + indexes.length;
      }
    } catch (error) {
      tellProblem(error);
    }
    if (mine === turn) working.value = undefined;
  }

  function stop(): void {
    turn += 1;
    working.value = undefined;
  }

  /** What is wrong with these rows, now. */
  async function look(indexes: readonly number[]): Promise<void> {
    const today = todayHere();
    const asked = indexes.flatMap((index) => rows.value[index] ?? []);
    if (asked.length === 0) return;
    const found = await host().entering.import({ object: object.name, rows: asked.map((row) => cellsFor(row, byName, today)), check: true });
    const doubles = twice(rows.value, shownFields.value);
    for (const index of indexes) {
      problems.value.delete(index);
      const double = doubles.get(index);
      if (double) problems.value.set(index, { [double.field]: words('twice', { line: double.line }) });
    }
    for (const { row, field, message } of found.problems) {
      const index = indexes[row];
      if (index !== undefined) problems.value.set(index, { ...problems.value.get(index), [field ?? '']: message });
    }
    triggerRef(problems);
  }

  /** Puts a cell right, and looks at its row again. */
  async function change(index: number, name: string, cell: RawCell): Promise<void> {
    const row = rows.value[index];
    if (row === undefined || row.cells[name] === cell) return;
    const old = String(row.cells[name] ?? '').trim();
    rows.value = rows.value.map((one, at) => (at === index ? { ...row, cells: { ...row.cells, [name]: cell } } : one));
    // A row that was refused for being the same as this one may be good now.
    const alike = old === '' ? [] : rows.value.flatMap((one, at) => (at !== index && String(one.cells[name] ?? '').trim() === old && problems.value.has(at) ? [at] : []));
    try {
      await look([index, ...alike.slice(0, 50)]);
    } catch (error) {
      tellProblem(error);
    }
  }

  /** Stores the rows, ten thousand in one unit of work. */
  async function run(): Promise<void> {
    const today = todayHere();
    const wanted = rows.value.flatMap((row, index) => (problems.value.has(index) && skipBad.value ? [] : [{ row, index }]));
    Object.assign(result, { ids: [], good: 0, left: rows.value.length - wanted.length, since: new Date(Date.now() - 5000).toISOString(), failed: '' });
    working.value = 'import';
    checked.value = 0;
    try {
      for (let at = 0; at < wanted.length; at += IMPORT_AT_ONCE) {
        const some = wanted.slice(at, at + IMPORT_AT_ONCE);
        const answer = await host().entering.import({
          object: object.name, rows: some.map(({ row }) => cellsFor(row, byName, today)), check: false, source: (source.value?.name ?? '').slice(0, 200), skipBad: skipBad.value,
        });
        for (const { row, field, message } of answer.problems) {
          const index = some[row]?.index;
          if (index !== undefined) problems.value.set(index, { ...problems.value.get(index), [field ?? '']: message });
        }
        triggerRef(problems);
        if (answer.id === null) {
          result.failed = words('refusedAll', { n: answer.bad });
          break;
        }
        result.ids.push(answer.id);
        result.good += answer.good;
        result.left += answer.bad;
        checked.value = at + some.length;
      }
    } catch (error) {
      result.failed = problemOf(error).message;
    }
    working.value = undefined;
    if (result.ids.length > 0) step.value = 'done';
    else checked.value = rows.value.length;
  }

  function restart(): void {
    stop();
    source.value = undefined;
    rows.value = [];
    problems.value = new Map();
    skipBad.value = false;
    step.value = 'file';
  }

  return {
    object, fields, step, source, sheetAt, sheet, withHeadings, mapping, columns, shownFields, missing, total, rows, problems, badCount, checked, working, skipBad, result,
    take, reread, setField, begin, check, stop, change, run, restart,
  };
}

export type Import = ReturnType<typeof useImport>;
