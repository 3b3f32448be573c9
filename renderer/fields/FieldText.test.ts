// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ElMessageBox } from 'element-plus';
import { useSession, type FieldView } from '#renderer/host';
import FieldText from './FieldText.vue';

const PHONE: FieldView = { name: 'phone', type: 'text', label: { zh: '电话', en: 'Phone' }, level: 'masked', writable: [], required: false, options: { max: 40 } };
const AMOUNT: FieldView = { name: 'amount', type: 'decimal', label: { zh: '金额', en: 'Amount' }, level: 'read', writable: [], required: false, options: { unit: 'amount', shown: 2, scale: 2 } };

function shown(field: FieldView, value: unknown, how: Record<string, unknown> = {}) {
  return mount(FieldText, { props: { field, value, object: 'customer', recordId: 'c1', ...how }, global: { stubs: { 'el-icon': true } } });
}

let asked: { readonly path: string; readonly body: unknown }[] = [];
beforeEach(() => {
  setActivePinia(createPinia());
  asked = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    asked.push({ path: new URL(request.url).pathname, body: await request.json() });
    return Response.json({ values: { phone: '030-0074321' } });
  });
});

describe('a value that is masked', () => {
  it('has no eye for who may not look', () => expect(shown(PHONE, '****4321', { masked: true }).find('button').exists()).toBe(false));

  it('is shown for a reason, which goes to the host', async () => {
    vi.spyOn(ElMessageBox, 'prompt').mockResolvedValue({ value: ' 核对发票 ', action: 'confirm' } as never);
    const wrapper = shown(PHONE, '****4321', { masked: true, mayUnmask: true });
    expect(wrapper.find('button').attributes('aria-label')).toBe('查看电话');
    await wrapper.find('button').trigger('click');
    await flushPromises();
    expect(asked).toEqual([{ path: '/api/v1/records/customer/c1/unmask', body: { fields: ['phone'], reason: '核对发票' } }]);
    expect(wrapper.text()).toBe('030-0074321');
  });

  it('stays masked when the person thinks better of it', async () => {
    vi.spyOn(ElMessageBox, 'prompt').mockRejectedValue('cancel');
    const wrapper = shown(PHONE, '****4321', { masked: true, mayUnmask: true });
    await wrapper.find('button').trigger('click');
    await flushPromises();
    expect(asked).toEqual([]);
    expect(wrapper.text()).toBe('****4321');
  });
});

describe('an amount', () => {
  const inBooksOf = (currency: string) => {
    useSession().user = { id: 'u1', username: 'clerk', name: '小王', roles: [], company: 'c1', currency, companies: ['c1'], companyNames: {}, mustChangePassword: false };
  };

  it('says its capitals on hover where the books are kept in renminbi', () => {
    inBooksOf('CNY');
    expect(shown(AMOUNT, '1409.50').find('[title]').attributes('title')).toBe('人民币壹仟肆佰零玖元伍角整');
  });

  it('has no capitals in another currency: they would say renminbi', () => {
    inBooksOf('USD');
    const wrapper = shown(AMOUNT, '1409.50');
    expect(wrapper.text()).toBe('1,409.50');
    expect(wrapper.find('[title]').exists()).toBe(false);
  });
  it('is red with a minus where it is negative', () => {
    const wrapper = shown(AMOUNT, '-1234.5');
    expect(wrapper.text()).toBe('-1,234.50');
    expect(wrapper.classes()).toContain('negative');
  });
});
