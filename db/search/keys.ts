import { normal } from './normal.ts';
import { readings, surnameReading, type Reading } from './readings.ts';

/*
 * What is kept beside a searchable text. Both keys are compared byte by byte, so that both dialects answer alike. Tabs part them: no normal text holds
 * one, so nothing that is looked for reaches from one part into the next.
 */

/** Characters that are ordered by how they are read, and that can be found by it; what follows counts as it is written. */
const READ = 60;
/** Characters that a place in a list is told by. What an index takes in has an end. */
const PLACED = 200;
const SPARE = 40;

/** Above every character that a text can go on with. */
const LAST = '\u{10FFFF}';

/**
 * The place of a text in a list. Chinese by syllable, tone and character, as in a dictionary, so that names that begin with the same character
 * stand together; anything else by its small letters, among the syllables. What differs only in capitals or width follows by the text itself.
 * 安徽 `an1安hui1徽` < 北京 `bei3北jing1京` < Chicago `chicago` < 重庆 `chong2重qing4庆`
 */
export function orderKey(text: string): string {
  const written = normal(text);
  const characters = [...written];
  const head = characters.slice(0, READ);
  const read = readings(head);
  const key = head.map((character, index) => ordered(character, read[index])).join('') + characters.slice(READ, PLACED).join('');
  return written === text && characters.length <= PLACED ? key : `${key}\t${text}`;
}

/**
 * What a search looks into: initials, syllables and the text itself. Where the first character reads differently as a surname, initials and
 * syllables of that reading too. Without Chinese, the text alone.
 * 北风贸易 `bfmy⇥beifengmaoyi⇥北风贸易`
 */
export function searchKey(text: string): string {
  // A character may stand for many (㈱, ﷺ): a text of nothing else ends early.
  const written = normal(text).slice(0, text.length + SPARE).toWellFormed();
  const head = [...written].slice(0, READ);
  const read = readings(head);
  if (read.every((reading) => reading === undefined)) return written;
  const surname = surnameReading(head, read[0]);
  const parts = spelled(head, read);
  if (surname !== undefined) parts.push(...spelled(head, [surname, ...read.slice(1)]));
  return [...parts, written].join('\t');
}

/** What is looked for in search keys: the text, and its letters without the spaces between syllables where that differs. */
export interface Needles {
  readonly text: string;
  /** Undefined for a text that is no pinyin. */
  readonly letters: string | undefined;
}

export function needlesOf(search: string): Needles {
  const text = normal(search);
  const letters = text.replaceAll(/[ '’]/gu, '').replaceAll('ü', 'v');
  return { text, letters: /^[a-z0-9]+$/.test(letters) ? letters : undefined };
}

/** The keys that begin with the given one lie from it to this, excluded. */
export function after(prefix: string): string {
  return prefix + LAST;
}

function ordered(character: string, reading: Reading | undefined): string {
  return reading === undefined ? character : reading.letters + reading.tone + character;
}

function spelled(characters: readonly string[], read: readonly (Reading | undefined)[]): string[] {
  const initials = characters.map((character, index) => read[index]?.letters.charAt(0) ?? letter(character));
  const syllables = characters.map((character, index) => read[index]?.letters ?? letter(character));
  return [initials.join(''), syllables.join('')];
}

/** Latin letters and digits among Chinese stand for themselves. */
function letter(character: string): string {
  return /^[\p{Letter}\p{Number}]$/u.test(character) ? character : '';
}
