export { makeBackup } from './make-backup.ts';
export { restoreBackup, verifyBackup } from './restore-backup.ts';
export type { Restored, RestoreOptions, StorePlace } from './restore-backup.ts';
