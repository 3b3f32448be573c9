// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { defineComponent, h } from 'vue';
import { beforeEach, expect, it, vi } from 'vitest';
import type { ApiObject } from '#common/api';
import { entryRow } from '#renderer/grid/entry/rows.ts';
import type { ActionView, FieldView } from '#renderer/host';
import ActionDialog from './ActionDialog.vue';

function field(name: string, type: string, zh: string, options: Record<string, unknown> = {}, required = false): FieldView {
  return { name, type, label: { zh, en: name }, level: 'write', writable: ['create', 'update'], required, options };
}
const QUANTITY = field('quantity', 'decimal', '数量', { unit: 'quantity', scale: 4, shown: 0, min: '0.0001' });
const DELIVER: ActionView = {
  name: 'deliver', label: { zh: '交货', en: 'Deliver' }, from: ['confirmed'], to: null, awaited: true,
  input: [field('date', 'date', '日期', {}, true), field('lines', 'rows', '明细', { fields: [field('line', 'text', '行', { max: 36 }), QUANTITY] })],
};
const ORDER: ApiObject = {
  name: 'sales-order', kind: 'document', label: { zh: '销售订单', en: 'Sales order' }, module: 'sales', title: 'number', states: {}, can: ['read'], fields: [], actions: [DELIVER],
  children: [{ name: 'lines', label: { zh: '明细', en: 'Lines' }, fields: [QUANTITY, field('deliveredQuantity', 'decimal', '已交数量', { unit: 'quantity' })] }],
};

const plain = (tag: string) => defineComponent({ setup: (_, { slots }) => () => h(tag, slots['default']?.()) });

beforeEach(() => setActivePinia(createPinia()));

async function dialog() {
  const rows = { lines: [entryRow({ position: 1, quantity: '20', deliveredQuantity: '8' }, 'a'), entryRow({ position: 2, quantity: '3', deliveredQuantity: '0' }, 'b')] };
  const run = vi.fn().mockResolvedValue(undefined);
  const wrapper = mount(ActionDialog, { props: { on: { object: ORDER, values: {}, rows }, action: DELIVER, run }, attachTo: document.body, global: { components: { 'el-dialog': plain('section'), 'el-button': plain('button'), 'el-icon': plain('i') } } });
  await flushPromises();
  const inputs = wrapper.findAll('td input');
  const send = async (...quantities: readonly string[]): Promise<void> => {
    for (const [index, quantity] of quantities.entries()) {
      await inputs[index]?.setValue(quantity);
      await inputs[index]?.trigger('blur');
    }
    await wrapper.find('[data-action=submit]').trigger('click');
    await flushPromises();
  };
  return { wrapper, run, send };
}

it('delivers what is left of each row, or the part that is entered', async () => {
  const { run, send } = await dialog();
  await send('5');
  expect(run).toHaveBeenCalledWith(expect.objectContaining({ lines: [{ line: 'a', quantity: '5' }, { line: 'b', quantity: '3' }] }));
});

it('leaves out a row of which the quantity is 0', async () => {
  const { run, send } = await dialog();
  await send('0', '3');
  expect(run).toHaveBeenCalledWith(expect.objectContaining({ lines: [{ line: 'b', quantity: '3' }] }));
});

it('does nothing with no quantity in any row, and says so: the host would deliver all that is left', async () => {
  const { wrapper, run, send } = await dialog();
  await send('0', '');
  expect(run).not.toHaveBeenCalled();
  expect(wrapper.find('[role=alert]').text()).toContain('请填写本次数量');
});

it('says which row cannot be read, and why', async () => {
  const { wrapper, run, send } = await dialog();
  await send('12', '三箱');
  expect(run).not.toHaveBeenCalled();
  expect(wrapper.find('[role=alert]').text()).toBe('2：应为数字');
});

it('a day that is typed and sent at once is the day it is done with, not the one that stood there', async () => {
  const { wrapper, run } = await dialog();
  const day = wrapper.find<HTMLInputElement>('input[data-field=date]');
  day.element.focus();
  await day.setValue('1998-05-06');
  await wrapper.find('[data-action=submit]').trigger('click');
  await flushPromises();
  expect(run).toHaveBeenCalledWith(expect.objectContaining({ date: '1998-05-06' }));
  wrapper.unmount();
});
