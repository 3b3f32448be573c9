import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lang } from '#common/errors';
import type { Person } from './open-scene.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const PAIR = /zh: '((?:[^'\\]|\\.)*)',\s*en: '((?:[^'\\]|\\.)*)'/g;
const HAN = /\p{Script=Han}/u;
/** Names of the program and of languages stand in both. */
const BOTH = new Set(['磐石', '中文', 'English', 'Panshi', '磐石 Panshi']);

/** All that the program can say in one language and says otherwise in the other, as its source has it. */
const said: Readonly<Record<Lang, ReadonlySet<string>>> = readWords();

function readWords(): Record<Lang, Set<string>> {
  const words = { zh: new Set<string>(), en: new Set<string>() };
  for (const folder of ['renderer', 'modules', 'core', 'common', 'server']) {
    const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((name) => /\.(ts|vue)$/.test(name) && !name.endsWith('.test.ts'));
    for (const file of files) {
      for (const [, zh = '', en = ''] of readFileSync(join(root, folder, file), 'utf8').matchAll(PAIR)) {
        if (zh === en || en.length < 4) continue;
        words.zh.add(zh);
        words.en.add(en.replaceAll("\\'", "'"));
      }
    }
  }
  return words;
}

/** Every text of a page that somebody reads or hears. */
function textsOn({ page }: Pick<Person, 'page'>): Promise<string[]> {
  return page.evaluate(() => {
    const texts: string[] = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (parent !== null && !['SCRIPT', 'STYLE', 'NOSCRIPT'].includes(parent.tagName) && parent.checkVisibility()) texts.push(node.textContent ?? '');
    }
    for (const element of document.querySelectorAll<HTMLElement>('[aria-label], [title], [placeholder], [alt]')) {
      if (element.checkVisibility()) texts.push(...['aria-label', 'title', 'placeholder', 'alt'].map((name) => element.getAttribute(name) ?? ''));
    }
    return [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))];
  });
}

/**
 * Texts of a page that are in the other language. What the firm itself has written, such as names and summaries, may be in any: it is known from the host's
 * answers.
 */
export async function strangeTexts(person: Person, lang: Lang): Promise<string[]> {
  const texts = (await textsOn(person)).filter((text) => !BOTH.has(text));
  if (lang === 'zh') return texts.filter((text) => said.en.has(text) || /\p{Script=Han}[,;?!]|\p{Script=Han}\.$/u.test(text));
  const written = person.answers.flatMap(({ text }) => dataIn(text)).filter((text) => HAN.test(text));
  return texts.filter((text) => {
    let rest = text.replace(/ · 磐石$/, '');
    for (const known of written) if (rest.includes(known)) rest = rest.replaceAll(known, '');
    return HAN.test(rest) && !written.some((known) => known.includes(text));
  });
}

/** Texts in an answer that do not come in two languages. */
function dataIn(answer: string): string[] {
  const found: string[] = [];
  const look = (value: unknown): void => {
    if (typeof value === 'string') found.push(...[value, ...value.split(/\s+/)].filter((text) => text !== ''));
    else if (Array.isArray(value)) value.forEach(look);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, one] of Object.entries(value)) if (key !== 'zh' && key !== 'en') look(one);
    }
  };
  try {
    look(JSON.parse(answer));
  } catch {
    return [];
  }
  return found.toSorted((a, b) => b.length - a.length);
}
