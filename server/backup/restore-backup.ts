import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { refuse } from '#common/errors';
import { createCore, type Core } from '#core';
import { verifyStored, type ChainHead } from '#core/audit';
import type { Context } from '#core/context';
import type { Module } from '#core/module';
import { openStream, openVault, writeDurably, type UnlockWith, type Vault } from '#core/vault';
import { copyStore, openStore, requireEmptySchema, type Dialect, type Reader } from '#db';
import { suite } from '#modules';
import { dataFolder, openHost } from '#server/host';
import { readConfig, saveConfig } from '#server/host/config.ts';
import { requireEmpty, type DataFolder } from '#server/host/data-folder.ts';
import { ArchiveReader, damaged } from './archive.ts';
import { parseManifest, readHeader, type BackupManifest } from './backup-file.ts';
import { tallyFaults, tallyOf } from './tally.ts';
import { widestDefinitions } from './widest-definitions.ts';

export interface Restored {
  readonly createdAt: string;
  readonly rows: number;
  readonly head: ChainHead;
  /** Where the store is now. */
  readonly dialect: Dialect;
}

/** A place on PostgreSQL. */
export interface StorePlace {
  readonly url: string;
  readonly schema?: string;
}

export interface RestoreOptions {
  readonly data: string;
  readonly unlock: UnlockWith;
  readonly modules?: readonly Module[];
  /** Who restores it, for the log; a drill leaves none. */
  readonly by?: Context;
  /** Where the store is to be, in an empty schema; an encrypted file in the folder when left out, wherever the backup was taken from. */
  readonly store?: StorePlace;
}

/**
 * Brings a backup back into an empty folder, with its own keys and no new one, and compares every count, total and the audit chain with
 * what was noted. When anything differs the folder is empty again, and so is the schema.
 * @throws PanshiError `wrong_state` for a folder or schema that is not empty, `vault_locked`, `store_broken`
 */
export async function restoreBackup(path: string, options: RestoreOptions): Promise<Restored> {
  const { header, line, rest } = await readHeader(path);
  const folder = dataFolder(options.data);
  requireEmpty(folder);
  try {
    if (options.store !== undefined) await requireEmptySchema({ dialect: 'postgres', ...options.store });
    writeDurably(folder.vault, header.vault);
    const vault = await openVault(options.data, options.unlock);
    let manifest: BackupManifest;
    try {
      manifest = await unpack(rest(), line, folder, vault);
      await settle(folder, vault, manifest, options);
    } finally {
      vault.close();
    }
    const { unlock, data, modules } = options;
    const host = await openHost({ data, unlock, visit: true, ...(modules === undefined ? {} : { modules }) });
    try {
      await compare(manifest, host.core, host.core.store.longReader);
      if (options.by !== undefined) await noteRestore(host.core, options.by, header.createdAt);
    } finally {
      await host.close();
    }
    const rows = Object.values(manifest.tally.rows).reduce((sum, count) => sum + count, 0);
    return { createdAt: header.createdAt, rows, head: manifest.tally.head, dialect: options.store === undefined ? 'sqlite' : 'postgres' };
  } catch (error) {
    for (const name of readdirSync(folder.root)) rmSync(join(folder.root, name), { recursive: true, force: true });
    throw error;
  }
}

/** The log goes on from where the backup's ended, and says so. */
async function noteRestore({ store, audit }: Core, by: Context, backupOf: string): Promise<void> {
  await store.write((transaction) => audit.append(transaction, by, { event: 'store.restore', after: { backupOf } }));
}

async function unpack(sealed: AsyncIterable<Uint8Array>, line: string, folder: DataFolder, vault: Vault): Promise<BackupManifest> {
  const archive = new ArchiveReader(openStream(vault.key('backup'), sealed));
  const manifest = parseManifest(await archive.manifest());
  if (manifest.header !== createHash('sha256').update(`${line}\n`).digest('hex')) throw damaged();
  for (const file of manifest.files) await archive.extract(file, folder.root);
  await archive.end();
  return manifest;
}

/** Puts the store where it is to be, and says so in the configuration. */
async function settle(folder: DataFolder, vault: Vault, manifest: BackupManifest, options: RestoreOptions): Promise<void> {
  const kept = readConfig(folder);
  const file = { dialect: 'sqlite', file: folder.store, key: vault.key('store'), cipher: kept.dialect === 'sqlite' ? kept.cipher : 'aegis256' } as const;
  if (options.store === undefined) {
    if (kept.dialect !== 'sqlite') saveConfig(folder, vault, { dialect: 'sqlite', cipher: file.cipher });
    return;
  }
  const place = { dialect: 'postgres', ...options.store } as const;
  const from = await openStore(file);
  try {
    const core = await createCore({ store: from, modules: options.modules ?? suite });
    core.feed.close();
    const to = await openStore(place);
    try {
      await to.shape(await widestDefinitions(from.reader, core.registry()));
      await copyStore(from, to, (copied) => compare(manifest, core, copied));
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
  saveConfig(folder, vault, place);
  rmSync(dirname(folder.store), { recursive: true, force: true });
}

/** @throws PanshiError `store_broken` when a count, a total or the chain differs from what was noted */
async function compare({ tally }: BackupManifest, core: Core, restored: Reader): Promise<void> {
  const faults = tallyFaults(tally, await tallyOf(restored, core.registry().definitions));
  const chain = await verifyStored(core.audit, restored);
  const [first] = [...faults, ...(chain.fault === undefined ? [] : [chain.fault.reason.en])];
  if (first !== undefined) throw refuse('store_broken', `恢复的数据与备份不符：${first}`, `What was restored differs from the backup: ${first}`);
}

/**
 * A restore drill: brings the backup back into a scratch folder, compares, and removes it again. What it writes there stays sealed; no database is
 * needed, wherever the backup was taken from.
 */
export async function verifyBackup(path: string, unlock: UnlockWith, modules?: readonly Module[]): Promise<Restored> {
  const data = mkdtempSync(join(tmpdir(), 'panshi-drill-'));
  try {
    return await restoreBackup(path, { data, unlock, ...(modules === undefined ? {} : { modules }) });
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}
