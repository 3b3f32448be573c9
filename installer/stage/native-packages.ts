import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a package is made for, in Node's words. */
export interface Target {
  readonly platform: 'linux' | 'win32' | 'darwin';
  readonly arch: 'x64' | 'arm64';
}

/**
 * Copies the packages with machine code, each with the binary of one platform only.
 * @returns their versions, as a manifest names them among its dependencies
 * @throws Error when npm has not installed that platform's
 */
export function copyNativePackages(root: string, into: string, target: Target): Record<string, string> {
  const modules = join(root, 'node_modules');
  const take = (path: string): void => {
    mkdirSync(dirname(join(into, path)), { recursive: true });
    cpSync(join(modules, path), join(into, path), { recursive: true });
  };

  const sqlite = 'better-sqlite3-multiple-ciphers';
  for (const path of ['package.json', 'LICENSE', 'lib', `prebuilds/${target.platform}-${target.arch}.node`]) take(`${sqlite}/${path}`);

  const argon2 = '@node-rs/argon2';
  for (const path of ['package.json', 'LICENSE', 'index.js']) take(`${argon2}/${path}`);
  take(argon2Binary(modules, target));
  return Object.fromEntries([sqlite, argon2].map((name) => [name, settleManifest(join(into, name, 'package.json'))]));
}

/** What a package needs in order to be built stays behind, and so it must not be asked for. @returns the package's version */
function settleManifest(path: string): string {
  const { dependencies: _built, devDependencies: _developed, scripts: _scripts, ...manifest } = JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<string, unknown>>;
  writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`);
  return String(manifest['version']);
}

function argon2Binary(modules: string, { platform, arch }: Target): string {
  const suffix = { linux: '-gnu', win32: '-msvc', darwin: '' }[platform];
  const name = `@node-rs/argon2-${platform}-${arch}${suffix}`;
  if (existsSync(join(modules, name))) return name;
  const present = readdirSync(join(modules, '@node-rs')).filter((one) => one.startsWith('argon2-')).join(', ');
  throw new Error([
    `缺少 ${name}，无法为该平台打包（现有：${present}）。请先运行：npm install --no-save --force ${name}`,
    `${name} is missing, so nothing can be packed for that platform (there is ${present}). First: npm install --no-save --force ${name}`,
  ].join('\n'));
}
