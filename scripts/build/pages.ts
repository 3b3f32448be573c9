import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { labelSyllables } from './label-syllables.ts';

const root = resolve(import.meta.dirname, '..', '..');
const out = join(root, 'dist', 'renderer');
const stamp = join(root, 'dist', 'renderer.stamp');
const lock = join(root, 'dist', 'renderer.lock');
const LONGEST_BUILD_MS = 5 * 60_000;

/**
 * Builds the pages when what they are made of has changed since they were built last.
 * @returns the folder with the built pages
 */
export async function ensurePages(): Promise<string> {
  if (isBuilt(fingerprint())) return out;
  return await oneAtATime(build);
}

async function build(): Promise<string> {
  const now = fingerprint();
  // Somebody else may have built them while this one waited.
  if (isBuilt(now)) return out;
  process.stderr.write('正在构建页面…… Building the pages …\n');
  const vite = await import('vite');
  await asForPeople(() => vite.build({ configFile: join(import.meta.dirname, 'vite.config.ts'), logLevel: 'warn' }));
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stamp, now);
  return out;
}

function isBuilt(now: string): boolean {
  return existsSync(join(out, 'index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === now;
}

/** A build begins by emptying its folder: a second one beside it would take the pages away from under whoever shows them. */
async function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  mkdirSync(join(root, 'dist'), { recursive: true });
  while (!taken()) await pause(200);
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/** @returns whether the lock is ours now; one that is older than any build was left by a process that was killed */
function taken(): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
    if (since !== undefined && Date.now() - since > LONGEST_BUILD_MS) rmSync(lock, { recursive: true, force: true });
    return false;
  }
}

/** Builds without what helps only who writes the pages, whatever the process that asks for them says of itself: tests do. */
export async function asForPeople<T>(build: () => Promise<T>): Promise<T> {
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    return await build();
  } finally {
    if (before === undefined) Reflect.deleteProperty(process.env, 'NODE_ENV');
    else process.env['NODE_ENV'] = before;
  }
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
  for (const file of ['pages.ts', 'vite.config.ts']) hash.update(readFileSync(join(import.meta.dirname, file)));
  hash.update(JSON.stringify(labelSyllables()));
  return hash.update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
}
