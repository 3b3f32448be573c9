import { computed, onScopeDispose, ref, shallowReactive, watch, type Ref } from 'vue';
import { useDebounceFn } from '@vueuse/core';
import type { ApiObject } from '#common/api';
import { bothHold, fieldAt, onDay, type FieldAt } from '#renderer/filter';
import type { Row } from '#renderer/grid';
import { host, live, tellProblem, useDefinitions } from '#renderer/host';
import { defaultColumns, defaultSort } from '#renderer/pages/list/default-columns.ts';
import { fieldsFor } from '#renderer/pages/list/cells.ts';
import { rowsFrom, type ListQuery } from '#renderer/pages/list/list-query.ts';
import type { Board, BoardColumn } from './board-columns.ts';

/** Cards that a column shows at first, and so many more each time. */
const SHOWN = 30;

export interface Lane {
  readonly column: BoardColumn;
  cards: readonly Row[];
  count: number;
  sum: string | undefined;
  wanted: number;
  ready: boolean;
}

/** Amounts that a column is added up by, the best first. */
const WORTH = ['expectedAmount', 'totalAmount', 'amount', 'outstandingAmount'];

/** The cards of a board with their counts and sums, read again as the records change. */
export function useBoard(object: ApiObject, board: Board, filter: Ref<string>, active: Ref<boolean>) {
  const definitions = useDefinitions();
  const lanes = board.columns.map((column) => shallowReactive<Lane>({ column, cards: [], count: 0, sum: undefined, wanted: SHOWN, ready: false }));
  const stale = ref(false);
  const amount = computed(() => {
    const amounts = object.fields.filter((field) => field.type === 'decimal' && field.level !== 'masked' && field.options['unit'] === 'amount');
    return amounts.find((field) => field.name === WORTH.find((name) => amounts.some((one) => one.name === name))) ?? amounts[0];
  });
  /** What a card tells under its title. */
  const shown = computed<readonly FieldAt[]>(() => {
    const aside = new Set([object.title, 'state', board.stage?.name, amount.value?.name]);
    const paths = defaultColumns(object, definitions.find).filter((path) => !aside.has(path));
    return [...paths.slice(0, 3), ...(amount.value === undefined ? [] : [amount.value.name])].map((path) => fieldAt(object, path, definitions.find)).filter((found) => found !== undefined);
  });
  const query = computed<Omit<ListQuery, 'filter'>>(() => ({ object: object.name, fields: fieldsFor(object, shown.value), search: '', sort: defaultSort(object, definitions.find), archived: false }));

  async function fill(lane: Lane): Promise<void> {
    const all = bothHold(filter.value, lane.column.filter);
    const sum = amount.value === undefined ? [] : [`sum(${amount.value.name}) as total`];
    const [[row], { rows }] = await Promise.all([
      host().query({ object: object.name, select: ['count() as records', ...sum], filter: onDay(all, new Date()) }),
      rowsFrom({ ...query.value, filter: all }, 0, lane.wanted),
    ]);
    Object.assign(lane, { cards: rows, count: Number(row?.['records'] ?? 0), sum: row?.['total'] === null || row?.['total'] === undefined ? undefined : String(row['total']), ready: true });
  }

  async function refresh(): Promise<void> {
    if (!active.value) {
      stale.value = true;
      return;
    }
    stale.value = false;
    try {
      await Promise.all(lanes.map(fill));
    } catch (error) {
      tellProblem(error);
    }
  }

  async function more(lane: Lane | undefined): Promise<void> {
    if (lane === undefined) return;
    lane.wanted = Math.min(500, lane.wanted + 2 * SHOWN);
    await fill(lane).catch(tellProblem);
  }

  watch(filter, () => void refresh(), { immediate: true });
  const follow = useDebounceFn(() => void refresh(), 400, { maxWait: 2000 });
  onScopeDispose(live.on(object.name, () => void follow()));
  watch(active, (is) => {
    if (is && (stale.value || lanes.some(({ ready }) => !ready))) void refresh();
  });

  return { lanes, amount, shown, refresh, more };
}
