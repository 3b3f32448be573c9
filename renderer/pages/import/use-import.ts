import { computed, reactive, ref, shallowRef, triggerRef } from 'vue';
import type { ApiObject } from '#common/api';
import { todayHere } from '#renderer/fields';
import { host, problemOf, tellProblem } from '#renderer/host';
import type { Opened } from './files/open-source.ts';
import type { RawCell } from './files/sheet.ts';
import { documentsOf, inDocuments, isGood, pieces, sentOf, twice, type ImportDocument, type Sent } from './model/documents.ts';
import type { ImportRow, RowProblems } from './model/rows.ts';
import { useSheet } from './use-sheet.ts';
import { words } from './words.ts';

export type Step = 'file' | 'map' | 'check' | 'done';

/** Rows looked at in one question, and stored in one unit of work: progress is seen, and the host stays free for others. */
const CHECK_AT_ONCE = 500;
const IMPORT_AT_ONCE = 1000;
/** More rows than a page can hold with comfort. */
export const MOST_ROWS = 50_000;
/** The host takes so many lines in one record. */
const MOST_LINES = 2000;

/** One import from file to result. */
export function useImport(object: ApiObject) {
  const sheet = useSheet(object);
  const { lined, grouping, heads, shownTargets, taken, mapping, choice, source } = sheet;
  const step = ref<Step>('file');
  const rows = shallowRef<readonly ImportRow[]>([]);
  const documents = shallowRef<readonly ImportDocument[]>([]);
  const problems = shallowRef(new Map<number, RowProblems>());
  /** Documents done so far, and the rows in them. */
  const checked = ref(0);
  const rowsDone = computed(() => documents.value.slice(0, checked.value).reduce((sum, document) => sum + document.length, 0));
  const working = ref<'check' | 'import'>();
  const skipBad = ref(false);
  const result = reactive({ ids: [] as string[], good: 0, left: 0, since: '', failed: '' });
  let turn = 0;

  /** Of each row, the document that it is in. */
  const documentAt = computed(() => {
    const places: number[] = [];
    documents.value.forEach((document, at) => document.forEach((index) => (places[index] = at)));
    return places;
  });
  const badCount = computed(() => new Set([...problems.value.keys()].map((index) => documentAt.value[index])).size);

  function take(opened: Opened): void {
    sheet.sheetAt.value = Math.max(0, opened.sheets.findIndex((one) => one.rows.length > 0));
    source.value = opened;
    step.value = 'map';
  }

  /** From the mapping to the rows, which are looked at from the first on. */
  async function begin(): Promise<void> {
    sheet.remember();
    const read = sheet.rowsNow();
    // Those of one document stand together from here on.
    rows.value = inDocuments(read, documentsOf(read, grouping.value, heads.value));
    result.failed = '';
    step.value = 'check';
    await checkAnew();
  }

  async function checkAnew(): Promise<void> {
    documents.value = documentsOf(rows.value, grouping.value, heads.value);
    problems.value = new Map();
    checked.value = 0;
    await check();
  }

  /** Goes on from where it was stopped. */
  async function check(): Promise<void> {
    const mine = ++turn;
    working.value = 'check';
    try {
      for (const some of pieces(documents.value.slice(checked.value), CHECK_AT_ONCE)) {
        await look(some, () => mine === turn);
        if (mine !== turn) return;
        checked.value += some.length;
      }
    } catch (error) {
      if (mine === turn) tellProblem(error);
    }
    if (mine === turn) working.value = undefined;
  }

  function stop(): void {
    turn += 1;
    working.value = undefined;
  }

  function sent(document: ImportDocument): Sent {
    return sentOf(document, rows.value, shownTargets.value, taken.value, todayHere());
  }

  function name(index: number, path: string, message: string): void {
    problems.value.set(index, { ...problems.value.get(index), [path]: message });
  }

  /** What is wrong with these documents, now. @param holds whether the answer is still wanted when it comes */
  async function look(some: readonly ImportDocument[], holds: () => boolean = () => true): Promise<void> {
    const asked = some.filter((document) => document.length <= MOST_LINES).map((document) => ({ document, ...sent(document) }));
    const found = asked.length === 0 ? [] : (await host().entering.import({ object: object.name, rows: asked.map(({ values }) => values), check: true })).problems;
    if (!holds()) return;
    const doubles = twice(rows.value, documents.value, shownTargets.value);
    for (const document of some) {
      for (const index of document) {
        problems.value.delete(index);
        const double = doubles.get(index);
        if (double) name(index, double.path, words('twice', { line: double.line }));
      }
      if (document.length > MOST_LINES) name(document[0] ?? 0, '', words('tooLong', { n: document.length, most: MOST_LINES }));
    }
    for (const one of asked) for (const { index, path, otherLine } of one.problems) name(index, path, words('differs', { line: otherLine }));
    for (const { row, field, message } of found) nameAt(asked[row], field, message);
    triggerRef(problems);
  }

  function nameAt(one: Pick<Sent, 'placeOf'> | undefined, field: string | null, message: string): void {
    const place = one?.placeOf(field);
    if (place) name(place.index, place.path, message);
  }

  /** Puts a cell right, and looks at its document again; at all of them where it now belongs to another. */
  async function change(index: number, path: string, cell: RawCell): Promise<void> {
    const row = rows.value[index];
    if (row === undefined || row.cells[path] === cell) return;
    const old = String(row.cells[path] ?? '').trim();
    const isKey = typeof choice.value === 'number' && mapping.value[choice.value] === path;
    const next: ImportRow = { ...row, cells: { ...row.cells, [path]: cell }, ...(isKey ? { key: String(cell) } : {}) };
    rows.value = rows.value.map((one, at) => (at === index ? next : one));
    if (grouping.value !== 'row' && JSON.stringify(documentsOf(rows.value, grouping.value, heads.value)) !== JSON.stringify(documents.value)) {
      await checkAnew();
      return;
    }
    // One that was refused for being the same as this one may be good now.
    const alike = old === '' ? [] : rows.value.flatMap((one, at) => (at !== index && String(one.cells[path] ?? '').trim() === old && problems.value.has(at) ? [at] : []));
    const places = new Set([index, ...alike.slice(0, 50)].map((at) => documentAt.value[at]));
    try {
      await look([...places].flatMap((at) => (at === undefined ? [] : [documents.value[at] ?? []])));
    } catch (error) {
      tellProblem(error);
    }
  }

  /** Stores the documents, some in one unit of work; all of them are one import. */
  async function run(): Promise<void> {
    const wanted = documents.value.filter((document) => !skipBad.value || isGood(document, problems.value));
    Object.assign(result, { ids: [], good: 0, left: documents.value.length - wanted.length, since: new Date(Date.now() - 5000).toISOString(), failed: '' });
    working.value = 'import';
    checked.value = 0;
    try {
      for (const some of pieces(wanted, IMPORT_AT_ONCE)) {
        const asked = some.map(sent);
        const [into] = result.ids;
        const answer = await host().entering.import({
          object: object.name, rows: asked.map(({ values }) => values), check: false, source: (source.value?.name ?? '').slice(0, 200), skipBad: skipBad.value,
          ...(into === undefined ? {} : { into }),
        });
        for (const { row, field, message } of answer.problems) nameAt(asked[row], field, message);
        triggerRef(problems);
        if (answer.id === null && !skipBad.value) {
          result.failed = words(lined.value ? 'refusedAllDocuments' : 'refusedAll', { n: answer.bad });
          // All or nothing: what came in before goes again.
          if (into !== undefined) await host().entering.undoImport(into);
          Object.assign(result, { ids: [], good: 0 });
          break;
        }
        if (answer.id !== null) result.ids = [answer.id];
        result.good += answer.good;
        result.left += answer.bad;
        checked.value += some.length;
      }
    } catch (error) {
      result.failed = problemOf(error).message;
    }
    working.value = undefined;
    if (result.ids.length > 0) step.value = 'done';
    else checked.value = documents.value.length;
  }

  function restart(): void {
    stop();
    source.value = undefined;
    rows.value = [];
    documents.value = [];
    problems.value = new Map();
    skipBad.value = false;
    step.value = 'file';
  }

  return {
    object, ...sheet, step, rows, documents, documentAt, problems, badCount, checked, rowsDone, working, skipBad, result,
    take, begin, check, stop, change, run, restart,
  };
}

export type Import = ReturnType<typeof useImport>;
