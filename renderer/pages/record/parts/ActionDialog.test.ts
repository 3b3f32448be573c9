// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import ElementPlus from 'element-plus';
import { createPinia } from 'pinia';
import { expect, it, vi } from 'vitest';
import type { ApiObject } from '#common/api';
import type { ActionView } from '#renderer/host';
import { i18n } from '#renderer/language/language.ts';
import ActionDialog from './ActionDialog.vue';

const date = { name: 'date', type: 'date', label: { zh: '收款日期', en: 'Date' }, level: 'write' as const, writable: [], required: false, options: {} };
const pay: ActionView = { name: 'pay', label: { zh: '收款', en: 'Pay' }, from: ['posted'], to: null, input: [date] };
const invoice = { name: 'sales-invoice', children: [], fields: [] } as unknown as ApiObject;

it('a day that is typed and sent at once is the day that is sent, not the one that stood there', async () => {
  const run = vi.fn(async () => undefined);
  const dialog = mount(ActionDialog, {
    props: { on: { object: invoice, values: {}, rows: {} }, action: pay, run }, attachTo: document.body, global: { plugins: [ElementPlus, createPinia(), i18n], stubs: { teleport: true, transition: true } },
  });
  await vi.waitFor(() => expect(dialog.find('input[data-field=date]').exists()).toBe(true));
  const input = dialog.find<HTMLInputElement>('input[data-field=date]');
  input.element.focus();
  await input.setValue('1998-05-06');
  await dialog.find('[data-action=submit]').trigger('click');
  await vi.waitFor(() => expect(run).toHaveBeenCalledWith({ date: '1998-05-06' }));
  dialog.unmount();
});
