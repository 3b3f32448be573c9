import { randomBytes } from 'node:crypto';
import type { SqliteLocation } from '#db/sqlite/settings.ts';
import { initHost, openHost, randomPassword } from '#server/host';
import { fillCustomers } from '../stores/customers.ts';
import type { Place } from '../stores/place.ts';
import { modulesWith } from './many-objects.ts';

/** A data folder made ready by setup, with customers filled in, and a sales clerk and a sales manager who can sign in. */
export interface HostData {
  readonly folder: string;
  readonly passphrase: string;
  readonly objects: number;
  readonly clerk: { readonly username: string; readonly password: string };
  readonly manager: { readonly username: string; readonly password: string };
}

/** @param objects object definitions in all */
export async function hostData(place: Place, name: string, objects: number, customers: number): Promise<HostData> {
  const folder = place.path(name);
  const passphrase = randomBytes(12).toString('hex');
  const clerk = { username: 'sales.clerk', password: randomPassword() };
  const manager = { username: 'sales.manager', password: randomPassword() };
  const modules = modulesWith(objects);
  const { company } = await initHost({
    data: folder,
    modules,
    answers: {
      company: { name: '磐石贸易' },
      passphrase,
      users: [{ ...clerk, name: '销售员', roles: ['sales-clerk'] }, { ...manager, name: '销售经理', roles: ['sales-manager'] }],
    },
  });
  const host = await openHost({ data: folder, unlock: { passphrase }, modules });
  const people = await host.core.store.reader.rows('SELECT username, id FROM "user"');
  const ids = new Map(people.map(([username, id]) => [username, String(id)]));
  if (customers > 0) {
    fillCustomers(host.location as SqliteLocation, customers, company, ids.get(manager.username) ?? '', ids.get(clerk.username) ?? '');
  }
  await host.close();
  return { folder, passphrase, objects, clerk, manager };
}
