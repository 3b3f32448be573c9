import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const LICENCE_FILE = /^(?:licen[cs]e|copying|notice|ofl)(?:[._-].*)?$/i;
const IMPORT = /(?:from|import)\s*\(?\s*['"](@[\w.-]+\/[\w.-]+|[a-z][\w.-]*)[^'"]*['"]/g;

/** The terms of every npm package whose code or files are in a package, in one text. @param names of packages in `root`/node_modules */
export function thirdPartyText(root: string, names: readonly string[]): string {
  const parts = [...new Set(names)].toSorted().flatMap((name) => {
    const folder = packageFolder(root, name);
    return folder === undefined ? [] : [termsOf(name, folder)];
  });
  return [
    'This package contains the following works of others. 本软件包含有下列第三方作品。',
    'Node.js is Copyright Node.js contributors and others, under the MIT licence; the terms of what it contains are at https://github.com/nodejs/node/blob/main/LICENSE.',
    ...parts,
  ].join(`\n\n${'-'.repeat(100)}\n\n`).concat('\n');
}

/** The packages that the sources of a folder import, and those that they need in turn. */
export function packagesImportedBy(root: string, folder: string): string[] {
  const direct = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:ts|vue|css)$/.test(entry.name) && !entry.name.endsWith('.test.ts'))
    .flatMap((entry) => [...readFileSync(join(entry.parentPath, entry.name), 'utf8').matchAll(IMPORT)].map(([, name = '']) => name));
  const found = new Set<string>();
  const take = (name: string): void => {
    const folder = packageFolder(root, name);
    if (found.has(name) || folder === undefined) return;
    found.add(name);
    for (const needed of Object.keys(manifest(folder).dependencies ?? {})) take(needed);
  };
  for (const name of direct) take(name);
  return [...found].toSorted();
}

interface Manifest {
  readonly version?: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

function termsOf(name: string, folder: string): string {
  const { version = '', license = '' } = manifest(folder);
  const texts = readdirSync(folder).filter((file) => LICENCE_FILE.test(file)).toSorted()
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return [`${name} ${version} (${license === '' ? 'see below' : license})`, ...texts].join('\n\n');
}

function manifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

/** Packages keep their manifest to themselves at times, so the folder is looked for and not resolved. */
function packageFolder(root: string, name: string): string | undefined {
  const places = createRequire(join(root, 'package.json')).resolve.paths(name) ?? [];
  const place = places.find((one) => existsSync(join(one, name, 'package.json')));
  return place === undefined ? undefined : dirname(join(place, name, 'package.json'));
}
