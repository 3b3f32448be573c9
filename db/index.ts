export type { Dialect, Cipher, StoreLocation, StoredRow, Reader, Transaction, Store } from './store.ts';
export { openStore } from './open-store.ts';
export { RememberedReader } from './remembered.ts';
export { storeError, IMMUTABLE } from './errors.ts';
export { snapshotStore } from './backup.ts';
export { copyStore } from './copy-store.ts';
export { requireEmptySchema } from './postgres/require-empty.ts';
export { checkStore, type StoreCheck } from './check.ts';
export { KEY_BYTES } from './sqlite/cipher.ts';
