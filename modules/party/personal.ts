import { text } from '#common/fields';

const CONTACT = { zh: '业务联系', en: 'Contact in the course of business' } as const;

/** Telephone of a person: personal information, shown as `****1234` to those who may not read it. */
export function phone<const O extends { readonly search?: boolean }>(zh: string, en: string, options?: O) {
  return text(zh, en, { max: 40, personal: CONTACT, mask: 'phone', ...options });
}

export function email(zh: string, en: string) {
  return text(zh, en, { max: 120, personal: CONTACT, mask: 'email' });
}
