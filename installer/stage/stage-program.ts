import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { packagesImportedBy, thirdPartyText } from './licences.ts';
import { copyNativePackages, type Target } from './native-packages.ts';

export const ROOT = resolve(import.meta.dirname, '..', '..');
const FONTS = '@expo-google-fonts/noto-sans-sc';
const FONT_FILES = ['400Regular/NotoSansSC_400Regular.ttf', '700Bold/NotoSansSC_700Bold.ttf'];
const RESOURCES = ['charts', 'passwords', 'sample', 'icons'];

export interface Program {
  /** An absent or old folder, which is replaced. */
  readonly into: string;
  readonly target: Target;
  readonly version: string;
  /** Folders of bundles below dist/, with the npm packages that are in them. */
  readonly bundles: readonly { readonly folder: string; readonly packages: readonly string[] }[];
  /** The folder of the built pages. */
  readonly pages: string;
  /** The file that Electron starts. */
  readonly main?: string;
}

/**
 * Lays the program out as the repository is laid out, so that it finds its parts by the same paths:
 * `package.json`, `dist/…`, `resources/…`, and under `node_modules/` what has machine code.
 */
export function stageProgram({ into, target, version, bundles, pages, main }: Program): void {
  rmSync(into, { recursive: true, force: true });
  mkdirSync(into, { recursive: true });
  const dependencies = copyNativePackages(ROOT, join(into, 'node_modules'), target);
  writeFileSync(join(into, 'package.json'), `${JSON.stringify({ ...manifestOf(version), ...(main === undefined ? {} : { main }), dependencies }, null, 2)}\n`);
  for (const name of ['LICENSE', 'NOTICE']) cpSync(join(ROOT, name), join(into, name));
  const packages = [...bundles.flatMap((bundle) => bundle.packages), ...packagesImportedBy(ROOT, 'renderer'), FONTS, 'better-sqlite3-multiple-ciphers', '@node-rs/argon2'];
  writeFileSync(join(into, 'THIRD-PARTY.txt'), thirdPartyText(ROOT, packages));
  for (const { folder } of bundles) cpSync(folder, join(into, 'dist', basename(folder)), { recursive: true });
  cpSync(pages, join(into, 'dist', 'renderer'), { recursive: true });
  for (const name of RESOURCES.filter((one) => existsSync(join(ROOT, 'resources', one)))) {
    cpSync(join(ROOT, 'resources', name), join(into, 'resources', name), { recursive: true, filter: (path) => !path.endsWith('.test.ts') });
  }
  for (const file of FONT_FILES) {
    const to = join(into, 'resources', 'fonts', basename(file));
    mkdirSync(dirname(to), { recursive: true });
    cpSync(join(ROOT, 'node_modules', FONTS, file), to);
  }
}

/** The version that the repository's package.json names. */
export function repositoryVersion(): string {
  return (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { readonly version: string }).version;
}

function manifestOf(version: string): Readonly<Record<string, unknown>> {
  const { name, description, license } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Readonly<Record<string, string>>;
  return { name, version, description, license, author: 'The Panshi authors', type: 'module' };
}
