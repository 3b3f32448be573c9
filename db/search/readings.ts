import { pinyin } from 'pinyin-pro';

/** How a Chinese character is read: letters as they are typed (`nv` for 女, `lv` for 吕), and the tone, 0 to 4. */
export interface Reading {
  readonly letters: string;
  readonly tone: string;
}

const SYLLABLE = /^([a-z]+)([0-4])$/;
const HAN = /\p{Script=Han}+/gu;

// Words come again and again (有限公司), whole names do not.
const MOST_KNOWN = 20_000;
/** By character: its reading as a surname, and without knowing that. */
const surnames = new Map<string, readonly [Reading | undefined, Reading | undefined]>();
const known = new Map<string, readonly (Reading | undefined)[]>();

/**
 * The likely reading of each character of a text, by the words it stands in: 重庆 is chong qing, 重量 zhong liang. Undefined for what is no Chinese
 * character or has no reading.
 * @param characters the text by code points
 */
export function readings(characters: readonly string[]): (Reading | undefined)[] {
  const found: (Reading | undefined)[] = Array.from({ length: characters.length });
  const text = characters.join('');
  let at = 0;
  let end = 0;
  for (const run of text.matchAll(HAN)) {
    at += [...text.slice(end, run.index)].length;
    end = run.index + run[0].length;
    for (const reading of runReadings(run[0])) {
      found[at] = reading;
      at += 1;
    }
  }
  return found;
}

/** How the name at the head of a text is read as a surname, where that is another reading: 曾 zeng, 单 shan, 解 xie. */
export function surnameReading(characters: readonly string[], first: Reading | undefined): Reading | undefined {
  const [head] = characters;
  if (head === undefined || first === undefined) return undefined;
  const name = `${head}氏`;
  const reading = surnames.get(head) ?? [read(name, 'head')[0], read(name, 'off')[0]];
  surnames.set(head, reading);
  const [surname, usual] = reading;
  return surname === undefined || surname.letters === usual?.letters || surname.letters === first.letters ? undefined : surname;
}

function runReadings(run: string): readonly (Reading | undefined)[] {
  const found = known.get(run);
  if (found) return found;
  const made = read(run, 'off');
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(run, made);
  return made;
}

function read(run: string, surname: 'head' | 'off'): (Reading | undefined)[] {
  const count = [...run].length;
  const syllables = pinyin(run, { type: 'array', toneType: 'num', v: true, surname });
  // One a character, or the dictionary has not understood the text and nothing is known of it.
  if (syllables.length !== count) return Array.from({ length: count });
  return syllables.map((syllable) => {
    const [, letters, tone] = SYLLABLE.exec(syllable) ?? [];
    return letters === undefined || tone === undefined ? undefined : { letters, tone };
  });
}
