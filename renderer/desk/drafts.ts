import { addressOf } from '#renderer/pages/addresses.ts';

/** The page that goes on with a draft: `sales-order:new-3f2a` began as a new record, `sales-order:0190…` changes one that is there. */
export function addressOfDraft(key: string): string {
  const [object = '', of = ''] = key.split(':');
  return of === '' || of.startsWith('new') ? addressOf.create(object, { draft: key }) : addressOf.record(object, of);
}

/** The object a draft belongs to. */
export function objectOfDraft(key: string): string {
  return key.split(':')[0] ?? '';
}
