import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/* A recipe that names a file which is not there leads nowhere. */

const ROOT = resolve(import.meta.dirname, '..');
const RECIPES = join(ROOT, 'docs/recipes');
const recipes = readdirSync(RECIPES).filter((name) => name.endsWith('.md'));

/** `common/fields/field.ts`, or a folder such as `modules/`. */
const NAMED = /`((?:common|db|core|modules|server|electron|renderer|installer|resources|scripts|tests|docs|bench)\/[\w./-]*)`/g;
const LINKED = /\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g;

/** Each file that a text names, from the root of the project. @param folder where the text stands */
function filesIn(text: string, folder: string): string[] {
  const named = [...text.matchAll(NAMED)].map((match) => match[1] ?? '');
  const linked = [...text.matchAll(LINKED)].map((match) => join(folder, match[1] ?? ''));
  return [...named.map((path) => join(ROOT, path)), ...linked];
}

describe('recipes', () => {
  it.each(recipes)('%s names files that are there', (name) => {
    const file = join(RECIPES, name);
    const files = filesIn(readFileSync(file, 'utf8'), dirname(file));
    expect(files.length).toBeGreaterThan(2);
    expect(files.filter((path) => !existsSync(path))).toEqual([]);
  });

  it('are all in the list of recipes', () => {
    const list = readFileSync(join(RECIPES, 'README.md'), 'utf8');
    for (const name of recipes.filter((recipe) => recipe !== 'README.md')) expect(list).toContain(`](${name})`);
    expect(recipes).toEqual(expect.arrayContaining(['add-an-object.md', 'add-a-field-type.md', 'add-a-posting.md', 'add-a-report.md']));
  });

  it('would be found out', () => {
    const [missing] = filesIn('see `core/nowhere.ts`', RECIPES).filter((path) => !existsSync(path));
    expect(missing).toBe(join(ROOT, 'core/nowhere.ts'));
  });
});

/* Steps of the recipe for a kind of page that the types do not see. */
describe('each kind of page', () => {
  const pages = [...readFileSync(join(ROOT, 'renderer/pages/pages.ts'), 'utf8').matchAll(/\{ path: '(\/[a-z]+)[^']*', load/g)].map((match) => match[1] ?? '');
  const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

  it('has an address and a name', () => {
    expect(pages).toEqual(expect.arrayContaining(['/home', '/list', '/record', '/report']));
    const [addresses, names] = [read('renderer/pages/addresses.ts'), read('renderer/pages/page-names.ts')];
    for (const page of pages) {
      expect(addresses, page).toMatch(new RegExp(`['\`]${page}[/'\`]`));
      expect(names, page).toContain(`case '${page.slice(1)}':`);
    }
  });

  it('is looked at in a browser', () => {
    const looked = read('tests/browser/testing/page-kinds.ts');
    for (const page of pages) expect(looked, page).toMatch(new RegExp(`['\`]${page}[/'\`]`));
  });
});
