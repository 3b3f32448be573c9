// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ApiObject, ImportBody, Imported } from '#common/api';
import { host } from '#renderer/host';
import { openPaste } from './files/open-source.ts';
import { ORDER } from './model/testing.ts';
import { useImport } from './use-import.ts';

const OBJECT: ApiObject = {
  ...ORDER, name: 'order', kind: 'document', label: { zh: '订单', en: 'Order' }, module: 'sales', title: 'number', states: {}, actions: [], can: ['create'],
};

type Row = { readonly customer?: string; readonly lines: readonly { readonly product?: string; readonly quantity?: string }[] };

/** What the page asked the host, and what it took back. */
const asked: ImportBody[] = [];
const undone: string[] = [];
/** What is wrong with a document; the host of these tests knows products that begin with P. */
let problemsOf: (row: Row, body: ImportBody) => readonly { readonly field: string; readonly message: string }[];

beforeEach(() => {
  setActivePinia(createPinia());
  asked.length = undone.length = 0;
  problemsOf = ({ lines }) => lines.flatMap(({ product = '' }, at) => (product.startsWith('P') ? [] : [{ field: `lines.${at}.product`, message: '没有' }]));
  vi.spyOn(host().entering, 'import').mockImplementation((body): Promise<Imported> => {
    asked.push(body);
    const problems = body.rows.flatMap((row, at) => problemsOf(row as Row, body).map((one) => ({ row: at, ...one })));
    const bad = new Set(problems.map(({ row }) => row)).size;
    const stored = !body.check && (bad === 0 || (body.skipBad === true && bad < body.rows.length));
    return Promise.resolve({ id: stored ? (body.into ?? 'import-1') : null, good: body.rows.length - bad, bad, problems });
  });
  vi.spyOn(host().entering, 'undoImport').mockImplementation((id) => {
    undone.push(id);
    return Promise.resolve({ removed: 1, archived: 0, left: 0 });
  });
  return () => vi.restoreAllMocks();
});

/** So many orders of so many lines each, as people paste them. */
async function pasted(orders: number, lines: number, change: (cells: string[], order: number, line: number) => void = () => {}) {
  const rows = Array.from({ length: orders }, (_, order) => Array.from({ length: lines }, (_one, line) => {
    const cells = [`D${order}`, line === 0 ? 'C1' : '', line === 0 ? '2026-01-05' : '', `P${line}`, '1'];
    change(cells, order, line);
    return cells.join('\t');
  })).flat();
  const state = useImport(OBJECT);
  state.take(openPaste('粘贴', ['编号\t客户\t日期\t产品\t数量', ...rows].join('\n')));
  await state.begin();
  return state;
}

const toldAt = (state: Awaited<ReturnType<typeof pasted>>) =>
  [...state.problems.value].flatMap(([index, told]) => Object.keys(told).map((path) => `${state.rows.value[index]?.line} ${path}`));

describe('orders of a sheet', () => {
  it('are asked about in parts, each whole, and what is wrong stands at its line', async () => {
    const state = await pasted(120, 10, (cells, order, line) => {
      if (order === 1 && line === 2) cells[3] = 'X';
    });
    // 500 rows are 50 orders of ten.
    expect(asked.map(({ rows, check }) => [rows.length, check])).toEqual([[50, true], [50, true], [20, true]]);
    expect([state.checked.value, state.rowsDone.value, state.badCount.value]).toEqual([120, 1200, 1]);
    // The headings are line 1, the first order has lines 2 to 11.
    expect(toldAt(state)).toEqual(['14 lines.product']);
    await state.change(12, 'lines.product', 'P9');
    expect(asked.at(-1)?.rows).toHaveLength(1);
    expect(state.badCount.value).toBe(0);
  });

  it('come in as one import, in parts', async () => {
    const state = await pasted(250, 10);
    asked.length = 0;
    await state.run();
    expect(asked.map(({ rows, check, into }) => [rows.length, check, into])).toEqual([[100, false, undefined], [100, false, 'import-1'], [50, false, 'import-1']]);
    expect([state.step.value, state.result.ids, state.result.good, state.result.left]).toEqual(['done', ['import-1'], 250, 0]);
  });

  it('come in all or none: where a later part is refused, what was in goes again', async () => {
    const state = await pasted(250, 10);
    problemsOf = (_, { check, into }) => (check || into === undefined ? [] : [{ field: 'customer', message: '刚被归档' }]);
    await state.run();
    expect(undone).toEqual(['import-1']);
    expect([state.step.value, state.result.ids, state.result.good]).toEqual(['check', [], 0]);
    expect(state.result.failed).toContain('什么也没有导入');
    expect(state.badCount.value).toBe(100);
  });

  it('that have problems stay out whole, where that is chosen, and the others come in', async () => {
    const state = await pasted(3, 2, (cells, order, line) => {
      if (order === 1 && line === 1) cells[3] = 'X';
    });
    state.skipBad.value = true;
    asked.length = 0;
    await state.run();
    expect(asked.map(({ rows }) => rows.length)).toEqual([2]);
    expect([state.result.good, state.result.left]).toEqual([2, 1]);
  });

  it('are told apart anew when a key is put right', async () => {
    const state = await pasted(2, 2, (cells, order, line) => {
      if (order === 1 && line === 0) cells[1] = 'C2';
      cells[0] = 'D0';
    });
    expect([state.documents.value, toldAt(state)]).toEqual([[[0, 1, 2, 3]], ['4 customer']]);
    state.setField(0, 'reference');
    await state.begin();
    for (const index of [2, 3]) await state.change(index, 'reference', 'D1');
    expect([state.documents.value, state.badCount.value]).toEqual([[[0, 1], [2, 3]], 0]);
  });
});
