import { openSqlite } from './sqlite/sqlite-store.ts';
import type { Store, StoreLocation } from './store.ts';

/**
 * Opens a store, making it when it is not there, with its system tables up to this program.
 * @throws PanshiError vault_locked when the key does not open it; store_broken when it is damaged, not encrypted, or newer than the program
 */
export async function openStore(location: StoreLocation): Promise<Store> {
  if (location.dialect === 'sqlite') return openSqlite(location);
  // Most firms never have PostgreSQL, and do not pay for its driver.
  const { openPostgres } = await import('./postgres/postgres-store.ts');
  return openPostgres(location);
}
