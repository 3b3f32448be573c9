import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refuse } from '#common/errors';
import { verifyStored, type ChainHead } from '#core/audit';
import type { Module } from '#core/module';
import { openStream, openVault, writeDurably, type UnlockWith } from '#core/vault';
import { dataFolder, openHost } from '#server/host';
import { requireEmpty } from '#server/host/data-folder.ts';
import { ArchiveReader, damaged } from './archive.ts';
import { parseManifest, readHeader } from './backup-file.ts';
import { tallyFaults, tallyOf } from './tally.ts';

export interface Restored {
  readonly createdAt: string;
  readonly rows: number;
  readonly head: ChainHead;
}

/**
 * Brings a backup back into an empty folder, with its own keys and no new one, and compares every count, total and the audit chain with
 * what was noted. When anything differs the folder is empty again.
 * @throws PanshiError `wrong_state` for a folder that is not empty, `vault_locked`, `store_broken`
 */
export async function restoreBackup(
  path: string,
  options: { readonly data: string; readonly unlock: UnlockWith; readonly modules?: readonly Module[] },
): Promise<Restored> {
  const { header, line, rest } = await readHeader(path);
  const folder = dataFolder(options.data);
  requireEmpty(folder);
  try {
    writeDurably(folder.vault, header.vault);
    const vault = await openVault(options.data, options.unlock);
    const archive = new ArchiveReader(openStream(vault.key('backup'), rest()));
    const manifest = parseManifest(await archive.manifest().finally(() => vault.close()));
    if (manifest.header !== createHash('sha256').update(`${line}\n`).digest('hex')) throw damaged();
    for (const file of manifest.files) await archive.extract(file, folder.root);
    await archive.end();
    const host = await openHost({ ...options, visit: true });
    try {
      const faults = tallyFaults(manifest.tally, await tallyOf(host.core.store.longReader, host.core.registry().definitions));
      const chain = await verifyStored(host.core.audit, host.core.store.longReader);
      const [first] = [...faults, ...(chain.fault === undefined ? [] : [chain.fault.reason.en])];
      if (first !== undefined)
        throw refuse('store_broken', `恢复的数据与备份不符：${first}`, `What was restored differs from the backup: ${first}`);
    } finally {
      await host.close();
    }
    const rows = Object.values(manifest.tally.rows).reduce((sum, count) => sum + count, 0);
    return { createdAt: header.createdAt, rows, head: manifest.tally.head };
  } catch (error) {
    for (const name of readdirSync(folder.root)) rmSync(join(folder.root, name), { recursive: true, force: true });
    throw error;
  }
}

/** A restore drill: brings the backup back into a scratch folder, compares, and removes it again. What it writes there stays sealed. */
export async function verifyBackup(path: string, unlock: UnlockWith, modules?: readonly Module[]): Promise<Restored> {
  const data = mkdtempSync(join(tmpdir(), 'panshi-drill-'));
  try {
    return await restoreBackup(path, { data, unlock, ...(modules === undefined ? {} : { modules }) });
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}
