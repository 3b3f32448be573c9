import { markRaw, reactive } from 'vue';
import { isPending, isUnasked, isUnread, type Pending } from '#renderer/fields/reading.ts';

/** A row being entered. Its key is its own as long as the page lives; `id` is the host's, once it has been stored. */
export interface EntryRow {
  readonly key: number;
  readonly id: string | undefined;
  readonly values: Record<string, unknown>;
}

let last = 0;

export function entryRow(values: Readonly<Record<string, unknown>> = {}, id?: string): EntryRow {
  return reactive({ key: ++last, id, values: { ...values } });
}

/** Nothing has been entered in it: neither stored nor sent. */
export function isEmptyRow(row: EntryRow, fields: readonly string[]): boolean {
  return row.id === undefined && fields.every((name) => isNothing(row.values[name]));
}

export function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/** Sets a value; one that the host is still looking for is put in its place when found, unless something else was entered meanwhile. */
export function put(target: Record<string, unknown>, name: string, value: unknown, changed: () => void): void {
  if (!isPending(value)) {
    target[name] = value;
    changed();
    return;
  }
  const waiting = markRaw(value);
  target[name] = waiting;
  // Entered is entered: who closes the page while the host still looks is asked, and the text lies in the draft.
  changed();
  void waiting.found.then((found) => {
    if (target[name] === waiting) target[name] = found;
    changed();
  });
}

/** Waits until the host has found all that it is looking for; what it could not be asked before, it is asked now. */
export async function settled(targets: readonly Record<string, unknown>[], changed: () => void): Promise<void> {
  for (const values of targets) {
    for (const [name, value] of Object.entries(values)) if (isUnasked(value)) put(values, name, { ...value, found: value.ask() } satisfies Pending, changed);
  }
  await Promise.all(targets.flatMap((values) => Object.values(values).flatMap((value) => (isPending(value) ? [value.found] : []))));
  // The values are put in place by callbacks of the same promises, which come first.
  await Promise.resolve();
}

/** Values as the host takes them: what could not be read is left out. */
export function readable(values: Readonly<Record<string, unknown>>, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(fields.flatMap((name) => (values[name] === undefined || isUnread(values[name]) ? [] : [[name, values[name]] as const])));
}
