// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { FieldView } from '#renderer/host';
import FieldInput from './FieldInput.vue';
import { isPending, isUnread } from './reading.ts';

function field(type: string, options: Record<string, unknown> = {}): FieldView {
  return { name: 'it', type, label: { zh: '金额', en: 'Amount' }, level: 'write', writable: ['create', 'update'], required: false, options };
}
const AMOUNT = field('decimal', { scale: 2, shown: 2, unit: 'amount' });

function typed(view: FieldView, how: Record<string, unknown> = {}) {
  const wrapper = mount(FieldInput, { props: { field: view, modelValue: null, object: 'x', ...how }, global: { stubs: { 'el-icon': true } } });
  const input = wrapper.find('input');
  const values = (): unknown[] => (wrapper.emitted('update:modelValue') ?? []).map(([value]) => value);
  return { wrapper, input, values };
}

beforeEach(() => setActivePinia(createPinia()));

describe('a field that is entered', () => {
  it('takes full-width digits, and Enter goes on', async () => {
    const { wrapper, input, values } = typed(AMOUNT);
    await input.setValue('１，２３４．５');
    await input.trigger('keydown', { key: 'Enter' });
    expect(values().at(-1)).toBe('1234.5');
    expect(wrapper.emitted('done')).toEqual([[1]]);
  });

  it('leaves Enter to the input method while it composes', async () => {
    const { wrapper, input } = typed(field('text', { max: 20 }));
    await input.setValue('beifeng');
    await input.trigger('keydown', { key: 'Enter', isComposing: true });
    await input.trigger('keydown', { key: 'Process', keyCode: 229 });
    expect(wrapper.emitted('done')).toBeUndefined();
  });

  it('keeps what cannot be read, says why, and is marked', async () => {
    const { wrapper, input, values } = typed(AMOUNT);
    await input.setValue('十二');
    await input.trigger('blur');
    const last = values().at(-1);
    expect(isUnread(last) && last.unread).toBe('十二');
    await wrapper.setProps({ modelValue: last });
    expect(input.element.value).toBe('十二');
    expect(input.attributes('aria-invalid')).toBe('true');
    expect(wrapper.text()).toContain('应为数字');
  });

  it('gives back what was there with Escape', async () => {
    const { input, values } = typed(AMOUNT, { modelValue: '5.00' });
    await input.trigger('focus');
    await input.setValue('9');
    await input.trigger('keydown', { key: 'Escape' });
    expect(values().at(-1)).toBe('5.00');
    expect(input.element.value).toBe('5.00');
  });

  it('has a name in the language of the reader', () => expect(typed(AMOUNT).input.attributes('aria-label')).toBe('金额'));
});

describe('a link', () => {
  const found = { found: [{ object: 'product', id: 'p1', title: 'Chai', code: 'P001', state: null }] };
  beforeEach(() => {
    vi.stubGlobal('fetch', (request: Request) => {
      const url = new URL(request.url);
      return Promise.resolve(Response.json(url.searchParams.get('q') === 'chai' ? found : { found: [] }));
    });
  });
  const link = field('link', { to: 'product' });

  it('is taken by a few letters and Enter, without waiting for the list', async () => {
    const { wrapper, input, values } = typed(link, { ahead: true });
    await input.setValue('chai');
    await input.trigger('keydown', { key: 'Enter' });
    expect(wrapper.emitted('done')).toEqual([[1]]);
    const waiting = values().at(-1);
    expect(isPending(waiting) && (await waiting.found)).toBe('p1');
  });

  it('stays as typed where nothing is found', async () => {
    const { input, values } = typed(link, { ahead: true });
    await input.setValue('zzz');
    await input.trigger('keydown', { key: 'Enter' });
    const waiting = values().at(-1);
    const answer = isPending(waiting) ? await waiting.found : undefined;
    expect(isUnread(answer) && answer.unread).toBe('zzz');
  });
});
