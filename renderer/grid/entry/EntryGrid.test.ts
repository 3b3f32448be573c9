// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { nextTick, reactive } from 'vue';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ApiObject } from '#common/api';
import { isUnread } from '#renderer/fields';
import { useDefinitions, type FieldView } from '#renderer/host';
import EntryGrid from './EntryGrid.vue';
import { entryRow, type EntryRow } from './rows.ts';

function field(name: string, type: string, zh: string, options: Record<string, unknown> = {}, required = false): FieldView {
  return { name, type, label: { zh, en: name }, level: 'write', writable: ['create', 'update'], required, options };
}
const LINES: ApiObject['children'][number] = {
  name: 'lines', label: { zh: '明细', en: 'Lines' },
  fields: [field('product', 'link', '产品', { to: 'product' }, true), field('quantity', 'decimal', '数量', { unit: 'quantity', scale: 4, shown: 0 }, true), field('note', 'text', '说明', { max: 10 })],
};
const PRODUCT = {
  name: 'product', kind: 'master', label: { zh: '产品', en: 'Product' }, module: 'product', title: 'name', children: [], states: {}, actions: [], can: ['read'],
  fields: [field('code', 'text', '编码'), field('name', 'text', '名称')],
};
const PRODUCTS = [{ id: 'p1', code: 'P001', name: 'Chai' }, { id: 'p2', code: 'P002', name: 'Chang' }, { id: 'p3', code: 'P003', name: 'Chang' }];

let asked: string[] = [];
beforeEach(async () => {
  setActivePinia(createPinia());
  asked = [];
  vi.stubGlobal('fetch', (request: Request) => {
    const url = new URL(request.url);
    if (url.pathname.endsWith('/objects')) return Promise.resolve(Response.json({ objects: [PRODUCT] }));
    asked.push(url.pathname);
    return Promise.resolve(Response.json({ records: PRODUCTS }));
  });
  await useDefinitions().load();
});

function grid(rows: EntryRow[]) {
  const wrapper = mount(EntryGrid, {
    props: { object: 'sales-order', child: LINES, rows, verb: 'create', header: new Set<string>(), made: new Map(), problems: new Map() },
    global: { stubs: { 'el-icon': true } }, attachTo: document.body,
  });
  const paste = async (text: string): Promise<void> => {
    const event = Object.assign(new Event('paste', { bubbles: true, cancelable: true }), { clipboardData: { getData: () => text } });
    wrapper.find('[role=grid]').element.dispatchEvent(event);
    await flushPromises();
  };
  return { wrapper, paste };
}

describe('rows that are entered', () => {
  it('take pasted rows, links found together; what is wrong stays in its cell with the reason', async () => {
    const rows = reactive([entryRow()]);
    const { wrapper, paste } = grid(rows);
    await paste('产品\t数量\nP001\t3\nP999\t4\nChang\t5\nP002\tabc\n');
    expect(rows).toHaveLength(4);
    expect(rows[0]?.values).toEqual({ product: 'p1', quantity: '3' });
    const [unknown, double, number] = [rows[1]?.values['product'], rows[2]?.values['product'], rows[3]?.values['quantity']];
    expect(isUnread(unknown) && [unknown.unread, unknown.reason.zh]).toEqual(['P999', '找不到']);
    expect(isUnread(double) && double.reason.zh).toContain('2 条记录');
    expect(isUnread(number) && number.unread).toBe('abc');
    expect(rows[3]?.values['product']).toBe('p2');
    // Once as written, once more for what is unknown so.
    expect(asked).toHaveLength(2);
    await nextTick();
    expect(wrapper.findAll('.entry-row.wrong')).toHaveLength(3);
    expect(wrapper.find('[role=status]').text()).toContain('3 行需要改正');
    // The next record begins with nothing said of it.
    await wrapper.setProps({ rows: reactive([entryRow()]) });
    expect(wrapper.find('[role=status]').text()).toBe('');
  });

  it('go on with Enter from the last cell to a new row', async () => {
    const rows = reactive([entryRow({ product: 'p1' })]);
    const { wrapper } = grid(rows);
    await wrapper.find('[data-cell=quantity]').trigger('mousedown');
    await flushPromises();
    const input = wrapper.find('[data-cell=quantity] input');
    await input.setValue('7');
    await input.trigger('keydown', { key: 'Enter' });
    await flushPromises();
    expect(rows[0]?.values['quantity']).toBe('7');
    expect(rows).toHaveLength(2);
    expect(document.activeElement?.closest('[data-row]')?.getAttribute('data-row')).toBe('1');
  });

  it('copy down and take rows away', async () => {
    const rows = reactive([entryRow({ product: 'p1', quantity: '2' }), entryRow({ product: 'p2' })]);
    const { wrapper } = grid(rows);
    await wrapper.find('[data-row="1"] [data-cell=quantity]').trigger('mousedown');
    await flushPromises();
    const input = wrapper.find('[data-row="1"] [data-cell=quantity] input');
    await input.trigger('keydown', { key: 'd', ctrlKey: true });
    expect(rows[1]?.values['quantity']).toBe('2');
    await input.trigger('keydown', { key: 'Delete', ctrlKey: true });
    expect(rows.map((row) => row.values['product'])).toEqual(['p1']);
  });

  it('say in words what is wrong where a cell is marked: of the cell with the focus, else of the first one', async () => {
    const rows = reactive([entryRow({ product: 'p1', quantity: '2' }), entryRow({ product: 'p2', quantity: { unread: '-5', reason: { zh: '不得小于 0', en: 'must not be less than 0' } } }), entryRow({ product: 'p3', quantity: '1' })]);
    const { wrapper } = grid(rows);
    // What could not be read was not sent, and the host calls it missing: that is not what is wrong with it.
    await wrapper.setProps({ problems: new Map<number, Record<string, string>>([[rows[1]?.key ?? 0, { quantity: '必填' }], [rows[2]?.key ?? 0, { product: '已停用' }]]) });
    expect(wrapper.find('[data-part=told]').text()).toBe('第 2 行“数量”：不得小于 0');
    await wrapper.find('[data-row="2"] [data-cell=quantity]').trigger('mousedown');
    await flushPromises();
    expect(wrapper.find('[data-part=told]').text()).toBe('第 3 行“产品”：已停用');
    await wrapper.setProps({ problems: new Map() });
    Object.assign(rows[1]?.values ?? {}, { quantity: '5' });
    await nextTick();
    expect(wrapper.find('[data-part=told]').exists()).toBe(false);
  });

  it('show of a stored row what its changed quantity comes to, not what it came to', async () => {
    const rows = reactive([entryRow({ product: 'p1', quantity: '9', amount: '90.00' }, 'r1')]);
    const { wrapper } = grid(rows);
    const amount: FieldView = { ...field('amount', 'decimal', '金额', { unit: 'money', scale: 2 }), level: 'read', writable: [] };
    await wrapper.setProps({ child: { ...LINES, fields: [...LINES.fields, amount] }, header: new Set(['amount']), verb: 'update', made: new Map([[rows[0]?.key ?? 0, { amount: '162.00' }]]) });
    expect(wrapper.find('[data-row="0"] [data-cell=amount]').text()).toBe('162.00');
  });

  it('are only as many in the page as can be seen', async () => {
    const rows = reactive(Array.from({ length: 500 }, (_, index) => entryRow({ product: 'p1', quantity: String(index) })));
    const { wrapper } = grid(rows);
    await nextTick();
    expect(wrapper.find('[role=grid]').attributes('aria-rowcount')).toBe('501');
    expect(wrapper.findAll('[data-row]').length).toBeLessThan(60);
    expect(wrapper.find('[data-total=quantity]').text()).toBe('124,750');
  });
});
