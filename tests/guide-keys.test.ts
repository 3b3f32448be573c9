import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { READING_KEYS, RECORD_KEYS } from '#renderer/grid/keys-shown.ts';
import { BALANCE_KEYS, ENTRY_KEYS } from '#renderer/grid/entry/keys-shown.ts';
import { shownKeys } from '#renderer/shell/keys/shown-keys.ts';

/* The tables of keys in the guides are those of the program: a key that a page lays stands in both languages. The list of keys that `?` opens tells those of grids too. */

const ROOT = join(import.meta.dirname, '..');
const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8');
const sources = globSync('renderer/**/*.vue', { cwd: ROOT }).map((name) => read(name));

/** `ctrl+k` as the guides write it: `Ctrl+K`. */
function written(keys: string): string {
  return `\`${shownKeys(keys).join('+')}\``;
}

/** Keys that pages lay for people to know: those with a label. */
function keysOfPages(): readonly string[] {
  const found = sources.flatMap((text) => [...text.matchAll(/\{ keys: '([^']+)', label:/g)].map((match) => match[1] ?? ''));
  return [...new Set(found)].toSorted();
}

/** Keys of a table of the form `key: …` or `'ctrl+key': …` within a part of a source. */
function keysIn(name: string, from: RegExp): readonly string[] {
  const part = from.exec(read(name))?.[1] ?? '';
  return [...part.matchAll(/^\s+(?:'([^']+)'|(\w+)): /gm)].map((match) => match[1] ?? match[2] ?? '');
}

/** Keys of a grid that is read, but for the key of its own that a keyboard may have for what Shift+F10 does. */
const readingKeys = keysIn('renderer/grid/keymap.ts', /const ACTS[^{]*\{([^}]*)\}/).filter((key) => key !== 'contextmenu');
const entryKeys = keysIn('renderer/grid/entry/use-entry.ts', /const KEYS[^{]*\{(.*?)\n {2}\};/s);

describe('the list of keys names', () => {
  it('each key of a grid that is read', () => {
    expect([...READING_KEYS, ...RECORD_KEYS].flatMap(({ keys }) => keys)).toEqual(expect.arrayContaining([...readingKeys]));
  });

  it('each key of rows that are entered', () => {
    expect([...ENTRY_KEYS, ...BALANCE_KEYS].flatMap(({ keys }) => keys)).toEqual(expect.arrayContaining([...entryKeys]));
  });
});

describe.each(['docs/guide/clerk.md', 'docs/guide/clerk.zh-CN.md'])('%s names', (guide) => {
  const text = read(guide);
  const missing = (keys: readonly string[]): readonly string[] => keys.filter((key) => !text.includes(written(key))).map(written);

  it('each key that a page lays', () => {
    const keys = keysOfPages();
    expect(keys).toEqual(expect.arrayContaining(['ctrl+k', 'ctrl+enter', 'f3', ' ', '?']));
    expect(missing(keys)).toEqual([]);
  });

  it('each key of a grid that is read', () => {
    expect(readingKeys).toContain('ctrl+a');
    expect(missing(readingKeys)).toEqual([]);
  });

  it('each key of rows that are entered', () => {
    expect(entryKeys).toContain('ctrl+delete');
    expect(missing(entryKeys)).toEqual([]);
  });
});
