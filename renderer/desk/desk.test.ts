// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { addressOfDraft, objectOfDraft } from './drafts.ts';
import { addressOfRecord, keyOfRecord } from './record-names.ts';

it('a draft leads back to where it was written', () => {
  expect(addressOfDraft('sales-order:new-3f2a9c11')).toBe('/new/sales-order?draft=sales-order%3Anew-3f2a9c11');
  expect(addressOfDraft('customer:01a201b0-a35f-7554-9f03-af571026c5bf')).toBe('/record/customer/01a201b0-a35f-7554-9f03-af571026c5bf');
  expect(objectOfDraft('sales-order:new-3f2a9c11')).toBe('sales-order');
});

it('knows the record at an address, and no record elsewhere', () => {
  const key = { object: 'customer', id: '01a201b0-a35f-7554-9f03-af571026c5bf' };
  expect(keyOfRecord(addressOfRecord(key))).toEqual(key);
  expect(keyOfRecord(`${addressOfRecord(key)}?tab=history`)).toEqual(key);
  for (const path of ['/home', '/list/customer', '/new/customer', '/record/customer']) expect(keyOfRecord(path)).toBeUndefined();
});
