import { computed, reactive, ref, shallowRef } from 'vue';
import type { ApiObject, ApiRecord, Trial } from '#common/api';
import { ApiError } from '#common/api';
import { todayHere } from '#renderer/fields';
import { entryRow, put, type EntryRow } from '#renderer/grid/entry/rows.ts';
import { host, type FieldView } from '#renderer/host';
import { draftOf, keptOf, patchOf, unchanged, writableFields, type Kept, type Sent } from './changes.ts';
import { NONE, onlyWhereEntered, placed, together, type Placed } from './problems.ts';
import { isEditable } from './sections.ts';

/** Milliseconds without a key before the host is asked what it comes to. */
const QUIET = 150;

/**
 * One record on a page: what is stored, what is being entered, what it would come to, and what is wrong with it. Everything that the page shows of the record
 * comes from here; saving and acting are beside it (use-saving.ts).
 */
export function useRecord(object: ApiObject, changed: () => void) {
  const id = ref<string>();
  const stored = shallowRef<ApiRecord>();
  const values = reactive<Record<string, unknown>>({});
  const rows = reactive<Record<string, EntryRow[]>>({});
  const editing = ref(false);
  const dirty = ref(false);
  const trial = shallowRef<Trial>();
  /** What the host was asked of. */
  const asked = shallowRef<Sent>({ values: {}, keys: {} });
  /** What the last attempt to save was refused for. */
  const told = shallowRef<Placed>(NONE);
  /** Somebody tried to save: from then on what is missing is told at once. */
  const tried = ref(false);
  /** The host can say what a record would come to. */
  const tries = ref(true);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking: AbortController | undefined;

  const verb = computed<'create' | 'update' | undefined>(() => (!editing.value ? undefined : id.value === undefined ? 'create' : 'update'));
  const state = computed(() => (stored.value === undefined ? object.initial : stored.value['state']));
  /** The record can be changed in the state it is in, by this reader. */
  const mayEdit = computed(() => {
    const kind = id.value === undefined ? 'create' : 'update';
    if (!object.can.includes(kind)) return false;
    if (kind === 'update' && object.editable && !object.editable.includes(String(state.value))) return false;
    const child = object.children.some(({ fields }) => fields.some((field) => isEditable(field, kind)));
    return child || writableFields(object, kind).length > 0;
  });
  const fieldNames = new Set(object.fields.map((field) => field.name));
  const tables = new Set(object.children.map((child) => child.name));
  const masked = computed(() => new Set(stored.value?._masked ?? []));

  /** A new record: with defaults, today's date, and what the address says of it. */
  function begin(presets: Readonly<Record<string, unknown>>): void {
    reset();
    id.value = undefined;
    stored.value = undefined;
    editing.value = true;
    for (const field of object.fields) {
      if (!isEditable(field, 'create')) continue;
      const given = presets[field.name] ?? field.options['default'];
      if (given !== undefined) values[field.name] = given;
      else if (field.type === 'date' && field.required) values[field.name] = todayHere();
    }
    for (const { name } of object.children) rows[name] = [entryRow()];
    seal();
    schedule();
  }

  /**
   * Begins a new one as a copy of another: what can be entered, without its rows' ids.
   * @param isOwn what belongs to the copied one alone: it came from that quote, the copy did not
   */
  function beginFrom(record: ApiRecord, isOwn: (field: FieldView) => boolean): void {
    begin({});
    const kept = new Set(object.fields.filter((field) => !isOwn(field)).map((field) => field.name).filter((name) => writableFields(object, 'create').includes(name)));
    for (const [name, value] of Object.entries(record)) {
      const field = object.fields.find((one) => one.name === name);
      if (kept.has(name) && field?.options['unique'] !== true && !(field?.type === 'date' && field.required)) values[name] = value;
    }
    for (const { name, fields } of object.children) {
      const mine = fields.filter((field) => isEditable(field, 'create')).map((field) => field.name);
      rows[name] = [...rowsIn(record, name).map((row) => entryRow(Object.fromEntries(mine.map((one) => [one, row[one]]))))];
    }
    change();
  }

  /** Shows a stored record; what was being entered is gone. */
  function show(record: ApiRecord): void {
    reset();
    id.value = record.id;
    stored.value = record;
    for (const field of object.fields) values[field.name] = record[field.name];
    for (const { name } of object.children) rows[name] = rowsIn(record, name).map((row) => entryRow(row, String(row['id'])));
    seal();
  }

  function edit(): void {
    editing.value = true;
    for (const { name, fields } of object.children) {
      if ((rows[name] ?? []).length === 0 && fields.some((field) => isEditable(field, 'update'))) rows[name] = [entryRow()];
    }
    seal();
  }

  function takeKept(kept: Kept): void {
    Object.assign(values, kept.values);
    for (const [name, all] of Object.entries(kept.rows)) rows[name] = all.length > 0 ? all.map((row) => entryRow(row.values, row.id)) : [entryRow()];
    editing.value = true;
    change();
  }

  function reset(): void {
    clearTimeout(timer);
    asking?.abort();
    for (const name of Object.keys(values)) Reflect.deleteProperty(values, name);
    for (const name of Object.keys(rows)) Reflect.deleteProperty(rows, name);
    editing.value = false;
    dirty.value = false;
    trial.value = undefined;
    told.value = NONE;
    tried.value = false;
  }

  let sealed = '';
  const snapshot = (): string => JSON.stringify(kept());
  /** From here on, what is entered is a change. */
  function seal(): void {
    sealed = snapshot();
    dirty.value = false;
  }

  function kept(): Kept {
    return keptOf(object, id.value === undefined ? 'create' : 'update', values, rows, stored.value?.['version']);
  }

  function sent(): Sent {
    return stored.value === undefined ? draftOf(object, values, rows) : patchOf(object, stored.value, values, rows);
  }

  function set(name: string, value: unknown): void {
    if (told.value.head[name] !== undefined) told.value = { ...told.value, head: Object.fromEntries(Object.entries(told.value.head).filter(([one]) => one !== name)) };
    put(values, name, value, change);
  }

  /** Something was entered. */
  function change(): void {
    dirty.value = snapshot() !== sealed;
    told.value = { ...told.value, rows: {}, whole: {} };
    schedule();
    changed();
  }

  function schedule(): void {
    clearTimeout(timer);
    if (tries.value) timer = setTimeout(() => void look(), QUIET);
  }

  /** Asks what it would come to. A help: without an answer the page goes on without it. */
  async function look(): Promise<void> {
    if (!editing.value) return;
    asking?.abort();
    const mine = (asking = new AbortController());
    const body = sent();
    try {
      const answer = await host().entering.try(object.name, body.values, { ...(id.value === undefined ? {} : { id: id.value }), signal: mine.signal });
      if (mine.signal.aborted) return;
      trial.value = answer;
      asked.value = body;
    } catch (error) {
      if (mine.signal.aborted) return;
      trial.value = undefined;
      if (error instanceof ApiError && error.status === 404) tries.value = false;
    }
  }

  /** What the record is made to be: computed by the host while it is entered, else as it is stored. */
  const made = computed<Readonly<Record<string, unknown>>>(() => ({ ...stored.value, ...(editing.value ? trial.value?.record : undefined) }));

  const madeRows = computed(() => {
    const tables = object.children.map(({ name }) => {
      const byKey = new Map<number, Readonly<Record<string, unknown>>>();
      for (const row of rows[name] ?? []) if (row.id !== undefined) byKey.set(row.key, row.values);
      const tried = editing.value ? trial.value?.record : undefined;
      for (const row of tried ? rowsIn(tried, name) : []) {
        const key = asked.value.keys[name]?.[Number(row['position']) - 1];
        if (key !== undefined) byKey.set(key, row);
      }
      return [name, byKey] as const;
    });
    return new Map(tables);
  });

  const problems = computed<Placed>(() => {
    if (!editing.value) return told.value;
    const found = placed(trial.value?.problems ?? {}, asked.value.keys, fieldNames);
    // What was entered since is not what the host spoke of: a quantity that was missing a moment ago is not wrong now.
    const rowAt = (child: string, key: number): Record<string, unknown> | undefined => {
      const now = rows[child]?.find((row) => row.key === key)?.values;
      const then = asked.value.values[child];
      return now && unchanged(now, Array.isArray(then) ? (then as Record<string, unknown>[])[asked.value.keys[child]?.indexOf(key) ?? -1] : now);
    };
    return together(told.value, tried.value ? found : onlyWhereEntered(found, tables, unchanged(values, { ...stored.value, ...asked.value.values }), rowAt));
  });

  function tell(problemsByPath: Readonly<Record<string, string>>, keys: Sent['keys']): Placed {
    told.value = placed(problemsByPath, keys, fieldNames);
    return told.value;
  }

  function end(): void {
    clearTimeout(timer);
    asking?.abort();
  }

  return {
    object, id, stored, values, rows, editing, dirty, verb, state, mayEdit, masked, made, madeRows, problems, tried, trial,
    begin, beginFrom, show, edit, takeKept, kept, sent, set, change, tell, seal, end,
  };
}

export type RecordModel = ReturnType<typeof useRecord>;

export function rowsIn(record: Readonly<Record<string, unknown>>, child: string): readonly Readonly<Record<string, unknown>>[] {
  const rows = record[child];
  return Array.isArray(rows) ? (rows as Readonly<Record<string, unknown>>[]) : [];
}
