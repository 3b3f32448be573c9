import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, lstatSync, lutimesSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ROOT, type Target } from '../stage/index.ts';

const FILES = join(import.meta.dirname, 'files');
export const PACKAGE = 'panshi-server';

/** Debian's names of processors. */
const ARCHITECTURES = { x64: 'amd64', arm64: 'arm64' } as const;

export interface DebOptions {
  /** The program as it was staged. */
  readonly program: string;
  /** Node.js for the target. */
  readonly node: string;
  readonly version: string;
  readonly arch: Target['arch'];
  /** The folder of the finished package. */
  readonly into: string;
  /** A folder of this build's own, emptied before and removed afterwards. */
  readonly scratch: string;
  /** `none` for tests: packing 180 MB takes a minute. */
  readonly compression?: 'xz' | 'none';
  /** Seconds since 1970 that all files bear. */
  readonly epoch: number;
}

/**
 * Builds the Debian package of the server. From the same sources comes the same file, byte by byte.
 * @returns its path
 * @throws Error with what dpkg-deb said
 */
export function buildDeb({ program, node, version, arch, into, scratch, compression = 'xz', epoch }: DebOptions): string {
  const tree = join(scratch, 'tree');
  rmSync(scratch, { recursive: true, force: true });
  layOut(tree, program, node);
  const architecture = ARCHITECTURES[arch];
  writeControl(tree, version, architecture);
  settle(tree, epoch);

  mkdirSync(into, { recursive: true });
  const deb = join(into, `${PACKAGE}_${debianVersion(version)}_${architecture}.deb`);
  const done = spawnSync('dpkg-deb', ['--root-owner-group', `-Z${compression}`, '--build', tree, deb], {
    encoding: 'utf8',
    env: { ...process.env, SOURCE_DATE_EPOCH: String(epoch) },
  });
  rmSync(scratch, { recursive: true, force: true });
  if (done.status !== 0) throw new Error(done.error?.message ?? done.stderr);
  return deb;
}

/** A pre-release comes before its release, which Debian writes with a tilde: 1.2.0~rc.1. */
export function debianVersion(version: string): string {
  return version.replace('-', '~');
}

function layOut(tree: string, program: string, node: string): void {
  const house = join(tree, 'usr/lib/panshi');
  mkdirSync(dirname(house), { recursive: true });
  cpSync(program, house, { recursive: true });
  put(node, join(house, 'bin/node'), 0o755);
  put(join(FILES, 'panshi'), join(tree, 'usr/bin/panshi'), 0o755);
  put(join(FILES, 'panshi.service'), join(tree, 'usr/lib/systemd/system/panshi.service'));
  put(join(FILES, 'server.env'), join(tree, 'etc/panshi/server.env'));
  const doc = join(tree, 'usr/share/doc', PACKAGE);
  put(join(FILES, 'README'), join(doc, 'README'));
  mkdirSync(doc, { recursive: true });
  writeFileSync(join(doc, 'copyright'), [
    readFileSync(join(ROOT, 'NOTICE'), 'utf8'),
    'The licence is /usr/share/common-licenses/Apache-2.0. The works of others and their terms are named in /usr/lib/panshi/THIRD-PARTY.txt.\n',
  ].join('\n'));
}

function writeControl(tree: string, version: string, architecture: string): void {
  const control = join(tree, 'DEBIAN');
  mkdirSync(control);
  const files = walk(tree).filter((path) => !path.startsWith('DEBIAN/') && lstatSync(join(tree, path)).isFile());
  const size = files.reduce((sum, path) => sum + Math.ceil(lstatSync(join(tree, path)).size / 1024), 0);
  writeFileSync(join(control, 'control'), [
    `Package: ${PACKAGE}`,
    `Version: ${debianVersion(version)}`,
    `Architecture: ${architecture}`,
    'Maintainer: The Panshi authors <packages@panshi.invalid>',
    `Installed-Size: ${size}`,
    // What Node.js and the two packages with machine code ask for.
    'Depends: libc6 (>= 2.34), libstdc++6 (>= 11), libgcc-s1, passwd, util-linux',
    'Section: office',
    'Priority: optional',
    'Description: CRM, stock, purchasing and finance on a firm\'s own machines',
    ' Panshi 磐石 keeps the books, stock, purchasing and customers of a firm on its own machines,',
    ' in an encrypted store of its own or in PostgreSQL. This is the host that desktops and',
    ' browsers of the network use. It brings its own Node.js and needs no internet.',
    '',
  ].join('\n'));
  writeFileSync(join(control, 'conffiles'), '/etc/panshi/server.env\n');
  const sums = files.map((path) => `${createHash('md5').update(readFileSync(join(tree, path))).digest('hex')}  ${path}`);
  writeFileSync(join(control, 'md5sums'), `${sums.join('\n')}\n`);
  for (const script of ['postinst', 'prerm', 'postrm']) put(join(FILES, script), join(control, script), 0o755);
}

/** Rights and times do not hang on whose machine this is. */
function settle(tree: string, epoch: number): void {
  for (const path of ['', ...walk(tree)]) {
    const place = join(tree, path);
    const found = lstatSync(place);
    chmodSync(place, found.isDirectory() || (found.mode & 0o100) !== 0 ? 0o755 : 0o644);
    lutimesSync(place, epoch, epoch);
  }
}

function put(from: string, to: string, mode = 0o644): void {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to);
  chmodSync(to, mode);
}

function walk(tree: string): string[] {
  return readdirSync(tree, { recursive: true, withFileTypes: true })
    .map((entry) => relative(tree, join(entry.parentPath, entry.name)))
    .toSorted();
}
