import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { refuse } from '#common/errors';
import { sealStream } from '#core/vault';
import { openStore, snapshotStore } from '#db';
import { programVersion, type Host } from '#server/host';
import { archiveStream, hashFile, type ArchiveFile } from './archive.ts';
import type { BackupHeader, BackupManifest } from './backup-file.ts';
import { tallyOf, type Tally } from './tally.ts';

export interface BackupMade {
  readonly bytes: number;
  readonly files: number;
  readonly head: Tally['head'];
}

/**
 * Writes everything of a data folder into one sealed file, while others go on working.
 * @throws PanshiError `conflict` when the file is there already, `invalid` on PostgreSQL
 */
export async function makeBackup(host: Host, out: string): Promise<BackupMade> {
  const { location } = host;
  if (location.dialect !== 'sqlite') {
    throw refuse('invalid', 'PostgreSQL 存储请用其自带工具（pg_dump）备份，并另行保存数据文件夹。',
      'A store on PostgreSQL is backed up by its own tools (pg_dump), together with the data folder.');
  }
  if (existsSync(out)) throw refuse('conflict', `文件已存在：${out}`, `This file exists: ${out}`);
  const snapshot = join(host.folder.scratch, `${randomBytes(8).toString('hex')}.db`);
  const part = `${out}.${randomBytes(4).toString('hex')}.part`;
  try {
    await snapshotStore(host.core.store, snapshot);
    const copy = await openStore({ ...location, file: snapshot });
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
