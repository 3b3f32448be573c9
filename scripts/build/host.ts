import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { rolldown, type InputOptions } from 'rolldown';
import { housePlugin } from './house-plugin.ts';

const root = resolve(import.meta.dirname, '..', '..');

/** What cannot be bundled: they bring machine code, and are packed beside the bundle. */
export const NATIVE_PACKAGES = ['better-sqlite3-multiple-ciphers', '@node-rs/argon2'] as const;

/** What a bundle is made of. */
export interface Bundle {
  /** The folder it lies in. */
  readonly folder: string;
  /** Names of the npm packages whose code is in it, in order. */
  readonly packages: readonly string[];
}

/** Bundles the command line, and with it the host, to plain JavaScript. @param folder two below the program's own */
export async function bundleServer(folder = join(root, 'dist', 'server')): Promise<Bundle> {
  return await bundle(folder, { input: { main: join(root, 'server', 'cli', 'main.ts') } });
}

/**
 * Bundles a part of the program.
 * @param folder which is emptied first
 * @throws Error when an import leads nowhere
 */
export async function bundle(
  folder: string,
  options: Pick<InputOptions, 'input' | 'external'>,
  output: { readonly format?: 'esm' | 'cjs'; readonly ending?: 'js' | 'mjs' | 'cjs'; readonly keep?: boolean } = {},
): Promise<Bundle> {
  if (output.keep !== true) rmSync(folder, { recursive: true, force: true });
  const { external = [] } = options;
  const { format = 'esm', ending = 'js' } = output;
  const made = await rolldown({
    input: options.input,
    cwd: root,
    platform: 'node',
    external: [...NATIVE_PACKAGES, ...[external].flat() as (string | RegExp)[], /^pg-native$/],
    plugins: [housePlugin(ending)],
    // Packages written for `require` ask for their folder by a name that modules do not have.
    ...(format === 'esm' ? { transform: { define: { __dirname: 'import.meta.dirname', __filename: 'import.meta.filename' } } } : {}),
    onLog(level, log, pass) {
      // A bundle that lacks a part would only be noticed by whoever needs it.
      if (log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message);
      pass(level, log);
    },
  });
  try {
    const written = await made.write({ dir: folder, format, entryFileNames: `[name].${ending}`, chunkFileNames: `[name]-[hash].${ending}`, comments: { legal: true } });
    const modules = written.output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
    return { folder, packages: packagesOf(modules) };
  } finally {
    await made.close();
  }
}

function packagesOf(modules: readonly string[]): string[] {
  const names = modules.flatMap((id) => {
    const inside = id.replaceAll('\\', '/').split('/node_modules/').at(-1);
    if (inside === undefined || !id.includes('node_modules')) return [];
    const [first = '', second = ''] = inside.split('/');
    return [first.startsWith('@') ? `${first}/${second}` : first];
  });
  return [...new Set(names)].toSorted();
}
