import { computed, ref, shallowRef } from 'vue';
import { ApiError, type ApiRecord } from '#common/api';
import { host, problemOf, type Problem } from '#renderer/host';
import { settled } from '#renderer/grid/entry/rows.ts';
import { firstUnread } from './changes.ts';
import type { RecordModel } from './use-record.ts';

/** Where something is wrong first, to put the focus there. */
export interface WrongPlace {
  readonly field: string;
  readonly child?: string;
  readonly row?: number;
}

/** The same record, changed by somebody else meanwhile. */
export interface Conflict {
  readonly theirs: ApiRecord;
}

/** Saving a record and acting on it. */
export function useSaving(record: RecordModel, how: { readonly wrong: (place: WrongPlace) => void; readonly saved: (made: boolean) => Promise<void> }) {
  const busy = ref(false);
  /** What the last attempt was refused for, as a whole. */
  const refused = shallowRef<Problem>();
  /** Values that could not be read kept the record from being saved, until they are put right. */
  const foundUnread = ref(false);
  const unreadable = computed(() => foundUnread.value && firstUnread(record.values, record.rows) !== undefined);
  const conflict = shallowRef<Conflict>();
  let key: { readonly body: string; readonly key: string } | undefined;

  /** @returns the record as it is stored; undefined where it could not be */
  async function save(): Promise<ApiRecord | undefined> {
    if (busy.value) return undefined;
    return await working(async () => {
      commitOpenInput();
      await settled([record.values, ...Object.values(record.rows).flatMap((all) => all.map((row) => row.values))], record.change);
      record.tried.value = true;
      const unread = firstUnread(record.values, record.rows);
      foundUnread.value = unread !== undefined;
      if (unread) {
        how.wrong(unread);
        return undefined;
      }
      const sent = record.sent();
      try {
        const isNew = record.id.value === undefined;
        if (!isNew && Object.keys(sent.values).length === 0) {
          record.seal();
          return record.stored.value;
        }
        const answer = await store(sent.values);
        record.show(answer);
        await how.saved(isNew);
        return answer;
      } catch (error) {
        await refuse(error, sent.keys);
        return undefined;
      }
    });
  }

  async function store(values: Readonly<Record<string, unknown>>): Promise<ApiRecord> {
    const { object, id, stored } = record;
    if (id.value !== undefined) return await host().update(object.name, id.value, { ...values, version: stored.value?.['version'] });
    const body = JSON.stringify(values);
    // The same body after a broken connection is the same record, not a second one.
    if (key?.body !== body) key = { body, key: crypto.randomUUID() };
    const made = await host().create(object.name, values, { idempotencyKey: key.key });
    // The next one may hold the very same, and is another.
    key = undefined;
    return made;
  }

  /** @returns the record afterwards, with what the action made; undefined where it was refused */
  async function act(action: string, input: Readonly<Record<string, unknown>> = {}): Promise<ApiRecord | undefined> {
    const { object, id, stored } = record;
    if (id.value === undefined) return undefined;
    const of = id.value;
    return await working(async () => {
      try {
        const answer = await host().act(object.name, of, action, { ...input, version: stored.value?.['version'] });
        record.show(answer);
        return answer;
      } catch (error) {
        await refuse(error, {});
        return undefined;
      }
    });
  }

  async function refuse(error: unknown, keys: Readonly<Record<string, readonly number[]>>): Promise<void> {
    const problem = problemOf(error);
    if (error instanceof ApiError && error.code === 'conflict' && record.id.value !== undefined) {
      const theirs = await host().read(record.object.name, record.id.value).catch(() => undefined);
      if (theirs) {
        conflict.value = { theirs };
        return;
      }
    }
    refused.value = problem;
    const first = firstOf(record.tell(problem.fields, keys), record);
    if (first) how.wrong(first);
  }

  async function working<T>(work: () => Promise<T>): Promise<T> {
    busy.value = true;
    refused.value = undefined;
    try {
      return await work();
    } finally {
      busy.value = false;
    }
  }

  /** The other's record is what is stored now; of each field, the person says whose value is kept, and the next save carries it. */
  function settle(mine: ReadonlySet<string>): void {
    const theirs = conflict.value?.theirs;
    if (!theirs) return;
    const kept = record.kept();
    conflict.value = undefined;
    record.show(theirs);
    record.takeKept({
      values: Object.fromEntries(Object.entries(kept.values).filter(([name]) => mine.has(name))),
      rows: Object.fromEntries(Object.entries(kept.rows).filter(([name]) => mine.has(name))),
    });
  }

  return { busy: computed(() => busy.value), refused, unreadable, conflict, save, act, settle };
}

/** What stands in the input with the focus is taken, as leaving it would. */
function commitOpenInput(): void {
  const active = document.activeElement;
  if (!(active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement)) return;
  active.blur();
  active.focus();
}

function firstOf({ head, rows }: ReturnType<RecordModel['tell']>, record: RecordModel): WrongPlace | undefined {
  const field = record.object.fields.find((one) => head[one.name] !== undefined);
  if (field) return { field: field.name };
  for (const [child, told] of Object.entries(rows)) {
    const row = (record.rows[child] ?? []).findIndex((one) => told.has(one.key));
    const at = record.rows[child]?.[row];
    const name = at && Object.keys(told.get(at.key) ?? {})[0];
    if (name !== undefined) return { field: name, child, row };
  }
  return undefined;
}
