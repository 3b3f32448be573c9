import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { labelSyllables } from './label-syllables.ts';

const root = resolve(import.meta.dirname, '..', '..');
const out = join(root, 'dist', 'renderer');
const stamp = join(root, 'dist', 'renderer.stamp');

/**
 * Builds the pages when what they are made of has changed since they were built last.
 * @returns the folder with the built pages
 */
export async function ensurePages(): Promise<string> {
  const now = fingerprint();
  if (existsSync(join(out, 'index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return out;
  process.stderr.write('正在构建页面…… Building the pages …\n');
  const { build } = await import('vite');
  await build({ configFile: join(import.meta.dirname, 'vite.config.ts'), logLevel: 'warn' });
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stamp, now);
  return out;
}

/** Of everything the pages are made of. */
function fingerprint(): string {
  const hash = createHash('sha256');
  for (const folder of ['renderer', 'common']) {
    const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts') && !entry.name.endsWith('.md'))
      .map((entry) => join(entry.parentPath, entry.name));
    for (const file of files.toSorted()) hash.update(file.slice(root.length)).update(readFileSync(file));
  }
  hash.update(JSON.stringify(labelSyllables()));
  return hash.update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
}
