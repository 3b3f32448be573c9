import { join, resolve } from 'node:path';
import { build } from 'rolldown';

const root = resolve(import.meta.dirname, '..', '..');

/** What a part of the desktop takes from packages and from Node, rather than carrying it. */
const OUTSIDE = /^(node:|electron$|[a-z@])/;

/**
 * Turns the desktop's program and its preload into plain JavaScript: Electron runs no TypeScript, and a preload in the sandbox has to be one file.
 * @param out the folder for `preload.cjs` and `main.mjs`
 * @returns that folder, and the packages that the program needs at run time
 */
export async function buildDesktop(out: string = join(root, 'dist', 'desktop')): Promise<{ readonly folder: string; readonly packages: readonly string[] }> {
  await build({
    cwd: root,
    input: join(root, 'electron', 'preload', 'preload.ts'),
    external: ['electron'],
    output: { file: join(out, 'preload.cjs'), format: 'cjs' },
    platform: 'node',
    logLevel: 'warn',
  });
  const { output: [program] } = await build({
    cwd: root,
    input: join(root, 'electron', 'main', 'main.ts'),
    external: OUTSIDE,
    output: { file: join(out, 'main.mjs'), format: 'esm' },
    platform: 'node',
    logLevel: 'warn',
  });
  return { folder: out, packages: program.imports.filter((name) => !name.startsWith('node:')) };
}
