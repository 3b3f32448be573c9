export type { Dialect, Cipher, StoreLocation, StoredRow, Reader, Transaction, Store } from './store.ts';
export { openStore } from './open-store.ts';
export { storeError, IMMUTABLE } from './errors.ts';
