import { vaultStatus as statusOf } from '#core/vault';
import { print } from './print.ts';

/** What can be said without opening it. */
export function vaultStatus(options: { readonly data: string }): number {
  const { id, version, createdAt, unlockers } = statusOf(options.data);
  print(`vault ${id}, format ${version}, made ${createdAt}`);
  for (const unlocker of unlockers)
    print(`${unlocker.type} ${unlocker.id}, added ${unlocker.createdAt}${unlocker.label === '' ? '' : `, ${unlocker.label}`}`);
  return 0;
}
