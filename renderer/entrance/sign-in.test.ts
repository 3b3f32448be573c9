// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import ElementPlus from 'element-plus';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, it, vi } from 'vitest';
import { ApiError } from '#common/api';
import { useSession } from '#renderer/host';
import { i18n } from '#renderer/language';
import SignInForm from './SignInForm.vue';

beforeEach(() => {
  setActivePinia(createPinia());
  document.body.replaceChildren();
});

function open(signIn: (username: string, password: string, code?: string) => Promise<void>, locked = false) {
  const session = useSession();
  const asked = vi.spyOn(session, 'signIn').mockImplementation(signIn);
  return { asked, form: mount(SignInForm, { props: { locked }, attachTo: document.body, global: { plugins: [i18n, ElementPlus] } }) };
}

function refusal(code: string, message: string): ApiError {
  return new ApiError(401, { code, message, requestId: 'r-1' });
}

it('Enter goes from the name to the password, and from there signs in; not while an input method composes', async () => {
  const { asked, form } = open(() => Promise.resolve());
  const [name, password] = form.findAll('input');
  await name?.setValue('clerk');
  await name?.trigger('keydown', { key: 'Enter' });
  expect(document.activeElement).toBe(password?.element);
  await password?.setValue('secret');
  await password?.trigger('keydown', { key: 'Enter', isComposing: true });
  expect(asked).not.toHaveBeenCalled();
  await password?.trigger('keydown', { key: 'Enter' });
  await flushPromises();
  expect(asked).toHaveBeenCalledWith('clerk', 'secret', undefined);
});

it('a wrong password is forgotten and told with the request’s number', async () => {
  const { form } = open(() => Promise.reject(refusal('unauthenticated', '用户名或密码不正确。')));
  await form.find('input[name=username]').setValue('clerk');
  await form.find('input[name=password]').setValue('wrong');
  await form.find('form').trigger('submit');
  await flushPromises();
  expect(form.find('[role=alert]').text()).toContain('用户名或密码不正确。');
  expect(form.find('[role=alert]').text()).toContain('r-1');
  expect(form.find<HTMLInputElement>('input[name=password]').element.value).toBe('');
  expect(document.activeElement).toBe(form.find('input[name=password]').element);
});

it('asks for a code only when the host wants one, and sends it with the password that was right', async () => {
  const { asked, form } = open((_name, _password, code) => (code === '123456' ? Promise.resolve() : Promise.reject(refusal('second_factor_required', '请输入验证码。'))));
  expect(form.find('input[name=code]').exists()).toBe(false);
  await form.find('input[name=username]').setValue('officer');
  await form.find('input[name=password]').setValue('right');
  await form.find('form').trigger('submit');
  await flushPromises();
  expect(form.find('[role=alert]').exists()).toBe(false);
  expect(document.activeElement).toBe(form.find('input[name=code]').element);
  await form.find('input[name=code]').setValue('123456');
  await form.find('form').trigger('submit');
  await flushPromises();
  expect(asked.mock.calls).toEqual([['officer', 'right', undefined], ['officer', 'right', '123456']]);
});

it('over a locked page only the password of the same person is asked', () => {
  const session = useSession();
  session.user = { id: 'u1', username: 'clerk', name: '小王', roles: [], company: null, companies: [], companyNames: {}, mustChangePassword: false };
  const { form } = open(() => Promise.resolve(), true);
  expect(form.text()).toContain('小王');
  expect(form.find('input[name=username]:not([type=hidden])').exists()).toBe(false);
});
