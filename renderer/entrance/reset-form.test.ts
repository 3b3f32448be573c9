// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import ElementPlus from 'element-plus';
import { createPinia, setActivePinia } from 'pinia';
import { expect, it } from 'vitest';
import { i18n } from '#renderer/language';
import ResetForm from './ResetForm.vue';

it('what is missing beside a reset code is asked for at its field, not answered as a wrong request', async () => {
  setActivePinia(createPinia());
  const form = mount(ResetForm, { props: { username: 'buyer' }, attachTo: document.body, global: { plugins: [i18n, ElementPlus] } });
  await form.find('form').trigger('submit');
  await flushPromises();
  expect(form.text()).toContain('请填写重置码。');
  expect(form.text()).toContain('请设置新密码。');
  expect(form.text()).not.toContain('请填写用户名。');
  expect(form.find('[data-part=problem]').exists()).toBe(false);
});
