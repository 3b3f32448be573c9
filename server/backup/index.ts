export { makeBackup } from './make-backup.ts';
export { restoreBackup, verifyBackup } from './restore-backup.ts';
export type { Restored } from './restore-backup.ts';
