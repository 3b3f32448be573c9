import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundleServer } from '../../scripts/build/host.ts';
import { ensurePages } from '../../scripts/build/pages.ts';
import { findProgram } from '../../scripts/system/debian.ts';
import { repositoryVersion, ROOT, stageProgram } from '../stage/index.ts';
import { buildDeb, type DebOptions } from './deb.ts';

/** Why the server's package cannot be built on this machine, or nothing. */
export function whyNotHere(): string | undefined {
  if (process.platform !== 'linux' || findProgram(['dpkg-deb']) === undefined) {
    return '服务器安装包（.deb）要在装有 dpkg-deb 的 Linux 上制作。\nThe server package (.deb) is built on Linux with dpkg-deb.';
  }
  if (process.arch !== 'x64' && process.arch !== 'arm64') return `没有适用于 ${process.arch} 的安装包。\nThere is no package for ${process.arch}.`;
  return undefined;
}

export interface ServerBuild {
  /** The repository's, unless told. */
  readonly version?: string;
  readonly compression?: DebOptions['compression'];
  /** `dist/packages`, unless told. */
  readonly into?: string;
  /** The folder of the built pages; they are built, unless told. */
  readonly pages?: string;
}

/** Builds pages, host and package for this machine's platform. @returns the package's path */
export async function buildServer({ version = repositoryVersion(), compression = 'xz', into = join(ROOT, 'dist', 'packages'), pages }: ServerBuild = {}): Promise<string> {
  const why = whyNotHere();
  if (why !== undefined) throw new Error(why);
  const arch = process.arch === 'arm64' ? 'arm64' : 'x64';
  const program = join(ROOT, 'dist', 'stage', 'server');
  stageProgram({ into: program, target: { platform: 'linux', arch }, version, bundles: [await bundleServer()], pages: pages ?? (await ensurePages()) });
  try {
    return buildDeb({
      program, version, arch, into, compression,
      node: join(ROOT, 'node_modules', 'node', 'bin', 'node'),
      scratch: join(ROOT, 'dist', 'stage', 'server-deb'),
      epoch: sourceEpoch(),
    });
  } finally {
    rmSync(program, { recursive: true, force: true });
  }
}

/** When the sources were last changed: SOURCE_DATE_EPOCH, or the last commit; without either, the day on which Panshi's first version was begun. */
function sourceEpoch(): number {
  const given = process.env['SOURCE_DATE_EPOCH'] ?? spawnSync('git', ['log', '-1', '--format=%ct'], { cwd: ROOT, encoding: 'utf8' }).stdout?.trim();
  return /^\d+$/.test(given ?? '') ? Number(given) : Date.UTC(2026, 10, 1) / 1000;
}
