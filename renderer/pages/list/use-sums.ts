import { shallowReactive, type Ref } from 'vue';
import type { ApiObject } from '#common/api';
import { display } from '#renderer/fields';
import type { FieldAt } from '#renderer/filter';
import { host } from '#renderer/host';
import { rowsKey, type ListQuery } from './list-query.ts';
import { NOT_ADDED_UP } from './totals.ts';

type Sums = Readonly<Record<string, string>>;

/** Figures added up by the host, of the rows that are shown and of those that are on their way. */
export function useSums(object: ApiObject, summed: Ref<readonly FieldAt[]>, filterOf: (query: ListQuery) => string) {
  const answers = shallowReactive(new Map<string, Sums>());
  let last: string | undefined;

  async function addUp(query: ListQuery): Promise<void> {
    const key = keyOf(query);
    last = key;
    const fields = summed.value;
    const filter = filterOf(query);
    const asked = host().query({
      object: object.name, select: fields.map(({ path }, at) => `sum(${path}) as sum${at}`), ...(filter === '' ? {} : { filter }), ...(query.search === '' ? {} : { search: query.search }),
    });
    // A sum is a help; a reader who may not add up a figure still reads the rows.
    const sums = await asked.then(
      ([row = {}]) => shownSums(fields, Object.fromEntries(fields.map(({ path }, at) => [path, String(row[`sum${at}`] ?? '0')]))),
      () => Object.fromEntries(fields.map(({ path }) => [path, NOT_ADDED_UP])),
    );
    if (key !== last) return;
    // Those before it may still stand under the rows before it.
    for (const other of [...answers.keys()].filter((one) => one !== key).slice(0, -1)) answers.delete(other);
    answers.set(key, sums);
  }

  function keyOf(query: ListQuery): string {
    return JSON.stringify([rowsKey(query), summed.value.map(({ path }) => path)]);
  }

  return { addUp, of: (query: ListQuery): Sums => answers.get(keyOf(query)) ?? {} };
}

export function shownSums(summed: readonly FieldAt[], given: Sums): Sums {
  return Object.fromEntries(summed.filter(({ path }) => given[path] !== undefined).map((found) => [found.path, display(found.field, given[found.path])]));
}
