import { refuse } from '#common/errors';
import type { Store, StoreLocation } from './store.ts';
import { openSqlite } from './sqlite/sqlite-store.ts';

/**
 * Opens a store, making it when it is not there, with its system tables up to this program.
 * @throws PanshiError vault_locked when the key does not open it; store_broken when it is damaged, not encrypted, or newer than the program
 */
export async function openStore(location: StoreLocation): Promise<Store> {
  if (location.dialect === 'sqlite') return openSqlite(location);
  throw refuse('store_broken', '本版本尚不支持 PostgreSQL', 'this version does not open PostgreSQL yet');
}
