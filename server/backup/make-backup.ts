import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { refuse } from '#common/errors';
import { sealStream } from '#core/vault';
import { copyStore, openStore, snapshotStore, type StoreLocation } from '#db';
import { programVersion, type Host } from '#server/host';
import { archiveStream, hashFile, type ArchiveFile } from './archive.ts';
import type { BackupHeader, BackupManifest } from './backup-file.ts';
import { tallyFaults, tallyOf, type Tally } from './tally.ts';
import { widestDefinitions } from './widest-definitions.ts';

export interface BackupMade {
  readonly bytes: number;
  readonly files: number;
  readonly head: Tally['head'];
}

/**
 * Writes everything of a data folder into one sealed file, while others go on working. A store on PostgreSQL is copied into a sealed file of its
 * own first, so that a backup is the same whatever it was taken from, and can be drilled anywhere.
 * @throws PanshiError `conflict` when the file is there already
 */
export async function makeBackup(host: Host, out: string): Promise<BackupMade> {
  if (existsSync(out)) throw refuse('conflict', `文件已存在：${out}`, `This file exists: ${out}`);
  const snapshot = join(host.folder.scratch, `${randomBytes(8).toString('hex')}.db`);
  const part = `${out}.${randomBytes(4).toString('hex')}.part`;
  try {
    await snapshotOf(host, snapshot);
    const copy = await openStore(fileOf(host, snapshot));
    const tally = await tallyOf(copy.reader, host.core.registry().definitions).finally(() => copy.close());
    const files = await filesOf(host, snapshot);
    const header: BackupHeader = {
      format: 'panshi-backup', version: 1, createdAt: new Date().toISOString(), vault: readFileSync(host.folder.vault, 'utf8'),
    };
    const line = `${JSON.stringify(header)}\n`;
    const manifest: BackupManifest = {
      header: createHash('sha256').update(line).digest('hex'), program: programVersion(), files: files.map(({ file }) => file), tally,
    };
    const handle = await open(part, 'wx', 0o600);
    let bytes = 0;
    try {
      await handle.writeFile(line);
      bytes += Buffer.byteLength(line);
      for await (const piece of sealStream(host.vault.key('backup'), archiveStream(manifest, files))) {
        await handle.writeFile(piece);
        bytes += piece.length;
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, out);
    return { bytes, files: files.length, head: tally.head };
  } finally {
    for (const path of [part, snapshot, `${snapshot}-wal`, `${snapshot}-shm`]) await rm(path, { force: true });
  }
}

function fileOf({ location, vault }: Host, file: string): StoreLocation {
  return location.dialect === 'sqlite' ? { ...location, file } : { dialect: 'sqlite', file, key: vault.key('store'), cipher: 'aegis256' };
}

async function snapshotOf(host: Host, snapshot: string): Promise<void> {
  const { store } = host.core;
  if (store.dialect === 'sqlite') return await snapshotStore(store, snapshot);
  const registry = host.core.registry();
  const filling = `${snapshot}.filling`;
  const copy = await openStore(fileOf(host, filling));
  try {
    await copy.shape(await widestDefinitions(store.reader, registry));
    await copyStore(store, copy, async (copied, source) => {
      const [fault] = tallyFaults(await tallyOf(source, registry.definitions), await tallyOf(copied, registry.definitions));
      if (fault !== undefined) throw refuse('store_broken', `副本与存储不符：${fault}`, `The copy differs from the store: ${fault}`);
    });
    await snapshotStore(copy, snapshot);
  } finally {
    await copy.close();
    for (const path of [filling, `${filling}-wal`, `${filling}-shm`]) await rm(path, { force: true });
  }
}

/** Attachments are listed after the snapshot: one that came later is carried along and swept at the restored host's start. */
async function filesOf(host: Host, snapshot: string): Promise<{ file: ArchiveFile; path: string }[]> {
  const { folder } = host;
  const places = [{ name: 'config.json', path: folder.config }, { name: 'store/panshi.db', path: snapshot }];
  for (const [name, path] of [['keys', folder.keys], ['files', folder.files]] as const) {
    for (const entry of (await readdir(path)).sort()) {
      if (!entry.endsWith('.part')) places.push({ name: `${name}/${entry}`, path: join(path, entry) });
    }
  }
  const files = [];
  for (const { name, path } of places) files.push({ file: { name, ...(await hashFile(path)) }, path });
  return files;
}
