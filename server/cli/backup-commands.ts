import { basename } from 'node:path';
import { makeBackup, restoreBackup, verifyBackup } from '#server/backup';
import { openHost } from '#server/host';
import { print } from './print.ts';
import { commandContext } from './program-context.ts';
import { unlockFrom } from './unlock.ts';

export async function backup(options: { readonly data: string; readonly out: string; readonly unlockFile?: string }): Promise<number> {
  const host = await openHost({ data: options.data, unlock: unlockFrom(options.unlockFile), visit: true });
  try {
    const { core } = host;
    const after = { file: basename(options.out) };
    await core.store.write((transaction) => core.audit.append(transaction, commandContext(), { event: 'store.backup', after }));
    const { bytes, files, head } = await makeBackup(host, options.out);
    print(JSON.stringify({ event: 'backed-up', out: options.out, bytes, files, head: `${head.seq}:${head.hash}` }));
    return 0;
  } finally {
    await host.close();
  }
}

/** The address of the database holds a password, so it comes from the environment: `PANSHI_STORE_URL`. */
export async function restore(file: string, options: { readonly data: string; readonly unlockFile?: string; readonly storeSchema?: string }): Promise<number> {
  const { data, unlockFile, storeSchema: schema } = options;
  const url = process.env['PANSHI_STORE_URL'];
  const store = url === undefined || url === '' ? {} : { store: { url, ...(schema === undefined ? {} : { schema }) } };
  const { createdAt, rows, head, dialect } = await restoreBackup(file, { data, unlock: unlockFrom(unlockFile), by: commandContext(), ...store });
  print(JSON.stringify({ event: 'restored', data, dialect, createdAt, rows, head: `${head.seq}:${head.hash}` }));
  return 0;
}

export async function backupVerify(file: string, options: { readonly unlockFile?: string }): Promise<number> {
  const { createdAt, rows, head } = await verifyBackup(file, unlockFrom(options.unlockFile));
  print(JSON.stringify({ event: 'verified', createdAt, rows, head: `${head.seq}:${head.hash}` }));
  return 0;
}
