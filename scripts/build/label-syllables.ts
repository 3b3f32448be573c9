import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { pinyin } from 'pinyin-pro';
import type { Plugin } from 'vite';

const house = resolve(import.meta.dirname, '..', '..');
/** Where words stand that people see: pages, and definitions of objects, reports, dashboards. */
const FOLDERS = ['renderer', 'modules', 'core', 'common'];
const NAME = 'virtual:label-syllables';

/**
 * How the characters of all labels are read: `客` → `['ke']`, `行` → `['hang', 'xing']`, each reading as it occurs in a label.
 * The page finds labels by pinyin with this small table; the whole dictionary stays at home.
 */
export function labelSyllables(): Readonly<Record<string, readonly string[]>> {
  const readings = new Map<string, Set<string>>();
  for (const phrase of phrases()) {
    for (const { origin, pinyin: syllable } of pinyin(phrase, { toneType: 'none', v: true, type: 'all' })) {
      if (syllable !== '') readings.set(origin, (readings.get(origin) ?? new Set()).add(syllable));
    }
  }
  return Object.fromEntries([...readings].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([character, syllables]) => [character, [...syllables].toSorted()]));
}

function phrases(): ReadonlySet<string> {
  const found = new Set<string>();
  for (const folder of FOLDERS) {
    for (const entry of readdirSync(join(house, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !['.ts', '.vue'].includes(extname(entry.name)) || entry.name.endsWith('.test.ts')) continue;
      for (const [phrase] of readFileSync(join(entry.parentPath, entry.name), 'utf8').matchAll(/\p{Script=Han}+/gu)) found.add(phrase);
    }
  }
  return found;
}

/** `import syllables from 'virtual:label-syllables'`. */
export function labelSyllablesPlugin(): Plugin {
  return {
    name: 'label-syllables',
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    load: (id) => (id === `\0${NAME}` ? `export default ${JSON.stringify(labelSyllables())};` : undefined),
  };
}
