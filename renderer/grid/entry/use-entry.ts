import { computed, nextTick, ref, shallowRef, watch, type Ref } from 'vue';
import { ElMessage } from 'element-plus';
import { isUnread } from '#renderer/fields';
import { tellProblem } from '#renderer/host';
import { pressed } from '#renderer/keys';
import { lang } from '#renderer/language';
import { readPaste } from './apply-paste.ts';
import { balancing } from './balance.ts';
import { isBalanced, nextPlace, type Column, type Place } from './columns.ts';
import { isRows, parseTsv, planPaste } from './paste.ts';
import { entryRow, isEmptyRow, isNothing, put, type EntryRow } from './rows.ts';
import { words } from './words.ts';

/** The one live editor of a grid, as far as the grid needs it. */
export interface Editor {
  commit(): void;
  focus(how?: 'all' | 'end'): void;
  isTouched(): boolean;
}

export interface EntryHow {
  readonly rows: () => EntryRow[];
  readonly columns: Ref<readonly Column[]>;
  readonly entering: () => boolean;
  readonly editor: Ref<Editor | undefined>;
  /** The element of a cell that is only shown, to take the focus. */
  readonly cell: (place: Place) => HTMLElement | null;
  readonly reveal: (row: number) => void;
  readonly changed: () => void;
  /** Enter on an empty last row: there is nothing more to enter. */
  readonly left: () => void;
}

/** Where the focus is in rows that are entered, and what keys do there. */
export function useEntry(how: EntryHow) {
  const at = ref<Place>({ row: 0, column: 0 });
  const isPasting = ref(false);
  const said = shallowRef('');
  // What was pasted into other rows is not said of these.
  watch(how.rows, () => void (said.value = ''));
  const names = computed(() => how.columns.value.filter((column) => column.editable).map((column) => column.field.name));
  const balanced = computed(() => isBalanced(how.columns.value.map((column) => column.field)));

  async function go(place: Place): Promise<void> {
    const rows = how.rows();
    if (place.row >= rows.length && how.entering()) rows.push(entryRow());
    at.value = { row: Math.max(0, Math.min(place.row, rows.length - 1)), column: Math.max(0, Math.min(place.column, how.columns.value.length - 1)) };
    how.reveal(at.value.row);
    await nextTick();
    if (how.columns.value[at.value.column]?.editable === true && how.entering()) how.editor.value?.focus();
    else how.cell(at.value)?.focus();
  }

  function skips({ row, column }: Place): boolean {
    const name = how.columns.value[column]?.field.name;
    const values = how.rows()[row]?.values ?? {};
    const filled = (side: string): boolean => !isNothing(values[side]) && Number(values[side]) !== 0;
    return balanced.value && ((name === 'credit' && filled('debit') && !filled('credit')) || (name === 'debit' && filled('credit') && !filled('debit')));
  }

  function move(step: 1 | -1, kind: 'stops' | 'editable'): boolean {
    const rows = how.rows();
    const row = rows[at.value.row];
    const isLastEmpty = row !== undefined && at.value.row === rows.length - 1 && isEmptyRow(row, names.value);
    if (step === 1 && isLastEmpty) {
      if (kind === 'stops') how.left();
      return kind === 'stops';
    }
    const place = nextPlace(how.columns.value, rows.length, at.value, step, kind, skips);
    if (place === undefined) return false;
    void go(place);
    return true;
  }

  function set(row: EntryRow, name: string, value: unknown): void {
    put(row.values, name, value, how.changed);
  }

  function add(): void {
    how.rows().splice(at.value.row + 1, 0, entryRow());
    how.changed();
    void go({ row: at.value.row + 1, column: firstEditable() });
  }

  function remove(row = at.value.row): void {
    const rows = how.rows();
    rows.splice(row, 1);
    if (rows.length === 0) rows.push(entryRow());
    how.changed();
    void go({ row: Math.min(row, rows.length - 1), column: at.value.column });
  }

  function firstEditable(): number {
    const stop = how.columns.value.findIndex((column) => column.isStop);
    return Math.max(0, stop >= 0 ? stop : how.columns.value.findIndex((column) => column.editable));
  }

  function copyDown(): void {
    const name = how.columns.value[at.value.column];
    const above = how.rows()[at.value.row - 1];
    const here = how.rows()[at.value.row];
    if (name?.editable === true && above && here) set(here, name.field.name, above.values[name.field.name]);
  }

  function balance(): boolean {
    const name = how.columns.value[at.value.column]?.field.name;
    const here = how.rows()[at.value.row];
    if (!balanced.value || !here || (name !== 'debit' && name !== 'credit')) return false;
    const missing = balancing(how.rows().map((row) => row.values), at.value.row, name);
    if (missing === undefined) return false;
    set(here, name, missing);
    return true;
  }

  async function paste(event: ClipboardEvent): Promise<void> {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (!how.entering() || !isRows(text)) return;
    event.preventDefault();
    isPasting.value = true;
    try {
      const plan = planPaste(parseTsv(text), how.columns.value, at.value.column);
      const pasted = await readPaste(plan);
      const rows = how.rows();
      const from = at.value.row;
      const kept = rows.slice(from, from + pasted.length);
      kept.forEach((row, index) => Object.assign(row.values, pasted[index]));
      rows.splice(from + kept.length, 0, ...pasted.slice(kept.length).map((values) => entryRow(values)));
      how.changed();
      const bad = pasted.filter((values) => Object.values(values).some(isUnread)).length;
      said.value = bad === 0 ? words('pasted', { count: pasted.length }) : words('pastedBad', { count: pasted.length, bad });
      if (plan.rows.length > pasted.length) ElMessage({ type: 'warning', message: words('tooMany', { most: pasted.length, count: plan.rows.length - pasted.length }), duration: 0, showClose: true });
      if (plan.strange.length > 0) ElMessage({ type: 'warning', message: words('strange', { names: plan.strange.join(lang.value === 'zh' ? '、' : ', ') }) });
      await go({ row: from + pasted.length - 1, column: at.value.column });
    } catch (error) {
      tellProblem(error);
    } finally {
      isPasting.value = false;
    }
  }

  function onKey(event: KeyboardEvent): void {
    if (event.defaultPrevented) return;
    const key = pressed(event);
    if (key === undefined) return;
    const act = KEYS[key];
    if (act?.(event) === true) event.preventDefault();
  }

  function commit(): void {
    how.editor.value?.commit();
  }

  function vertical(by: 1 | -1, event: KeyboardEvent): boolean {
    if (event.target instanceof HTMLTextAreaElement) return false;
    const row = at.value.row + by;
    if (row < 0 || row >= how.rows().length) return false;
    commit();
    void go({ row, column: at.value.column });
    return true;
  }

  function horizontal(by: 1 | -1, event: KeyboardEvent): boolean {
    const input = event.target;
    if (input instanceof HTMLInputElement && input.type !== 'checkbox') {
      const whole = input.selectionStart === 0 && input.selectionEnd === input.value.length;
      const atEdge = input.selectionStart === input.selectionEnd && input.selectionStart === (by === 1 ? input.value.length : 0);
      if (!whole && !atEdge) return false;
    }
    const column = at.value.column + by;
    if (column < 0 || column >= how.columns.value.length) return false;
    commit();
    void go({ row: at.value.row, column });
    return true;
  }

  const whileEntering = (run: () => boolean | void) => (): boolean => how.entering() && run() !== false;
  const KEYS: Readonly<Record<string, (event: KeyboardEvent) => boolean>> = {
    tab: whileEntering(() => {
      commit();
      return move(1, 'editable');
    }),
    'shift+tab': whileEntering(() => {
      commit();
      return move(-1, 'editable');
    }),
    enter: whileEntering(() => move(1, 'stops')),
    arrowup: (event) => vertical(-1, event),
    arrowdown: (event) => vertical(1, event),
    arrowleft: (event) => horizontal(-1, event),
    arrowright: (event) => horizontal(1, event),
    f2: whileEntering(() => {
      const input = document.activeElement;
      if (input instanceof HTMLInputElement) input.setSelectionRange(input.value.length, input.value.length);
    }),
    'ctrl+d': whileEntering(() => {
      commit();
      copyDown();
    }),
    insert: whileEntering(() => {
      commit();
      add();
    }),
    'ctrl+delete': whileEntering(() => remove()),
    '=': (event) => event.target instanceof HTMLInputElement && (event.target.value === '' || Number(event.target.value) === 0) && balance(),
  };

  function onDone(step: 1 | -1): void {
    move(step, 'stops');
  }

  return { at, isPasting, said, go, set, add, remove, paste, onKey, onDone, firstEditable };
}
