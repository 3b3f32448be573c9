import { join, resolve } from 'node:path';
import { bundle, type Bundle } from './host.ts';

const root = resolve(import.meta.dirname, '..', '..');

/** Bundles the desktop program into `dist/desktop`: `main.mjs`, `host.mjs` and what they share, and `preload.cjs`, which has to be one file. */
export async function bundleDesktop(): Promise<Bundle> {
  const folder = join(root, 'dist', 'desktop');
  const electron = (file: string): string => join(root, 'electron', file);
  const program = await bundle(
    folder,
    { input: { main: electron('main/main.ts'), host: electron('host/host.ts') }, external: ['electron'] },
    { ending: 'mjs' },
  );
  const preload = await bundle(folder, { input: { preload: electron('preload/preload.ts') }, external: ['electron'] }, { format: 'cjs', ending: 'cjs', keep: true });
  return { folder, packages: [...new Set([...program.packages, ...preload.packages])].toSorted() };
}
