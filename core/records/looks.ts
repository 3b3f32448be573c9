import type { ObjectDefinition } from '#common/objects';
import { after, needlesOf, orderKey, searchedFields } from '#db/search';
import type { LookTree } from '#db/query';

/** One way to look for a few letters in one object: in which column, and between which values of it. */
export interface Look extends Pick<LookTree, 'field' | 'companion' | 'holds' | 'descending'> {
  /** Undefined where the letters are none that this way could find. */
  bounds(text: string): Bounds | undefined;
}

export interface Bounds {
  readonly from: string;
  /** Excluded. */
  readonly to: string;
  readonly holds?: string;
}

/** The best first. All of an object's looks of one rank stand together. */
const RANKS = ['exact', 'number', 'title', 'initials', 'syllables', 'others'] as const;
type Rank = (typeof RANKS)[number];

export const LAST_RANK = RANKS.length - 1;

/** The looks at an object, by rank: the whole code or number, its beginning, the title's, its pinyin's, that of what else is searched. */
export function looksOf(definition: ObjectDefinition): readonly (readonly Look[])[] {
  const fields = searchedFields(definition);
  const codes = fields.filter((name) => definition.fields[name]?.unique);
  const title = fields.filter((name) => name === definition.title);
  const byRank: Readonly<Record<Rank, readonly Look[]>> = {
    exact: [...codes.map(exactly), ...(definition.numbering ? [NUMBER_EXACTLY] : [])],
    number: [...codes.map(beginning), ...(definition.numbering ? [NUMBER_BEGINNING] : [])],
    title: title.filter((name) => !codes.includes(name)).map(beginning),
    initials: title.map((field): Look => ({ field, companion: 'pinyin', bounds: (text) => spelled(text, (letters) => ({ from: letters, to: after(letters) })) })),
    // Syllables begin with the letter that the initials begin with; so few rows are looked into.
    syllables: title.map((field): Look => ({
      field, companion: 'pinyin', holds: true,
      bounds: (text) => spelled(text, (letters) => ({ from: letters.charAt(0), to: after(letters.charAt(0)), holds: `\t${letters}` })),
    })),
    others: fields.filter((name) => !codes.includes(name) && !title.includes(name)).map(beginning),
  };
  return RANKS.map((rank) => byRank[rank]);
}

/** Numbers are written by the program, in capitals. */
const NUMBER_EXACTLY: Look = { field: 'number', bounds: (text) => between(capitals(text), `${capitals(text)}\u0001`) };
const NUMBER_BEGINNING: Look = { field: 'number', descending: true, bounds: (text) => between(capitals(text), after(capitals(text))) };

/** What differs only in capitals or width stands behind a tab. */
function exactly(field: string): Look {
  return { field, companion: 'order', bounds: (text) => between(place(text), `${place(text)}\n`) };
}

function beginning(field: string): Look {
  return { field, companion: 'order', bounds: (text) => between(place(text), after(place(text))) };
}

function between(from: string, to: string): Bounds {
  return { from, to };
}

function place(text: string): string {
  return orderKey(needlesOf(text).text);
}

function capitals(text: string): string {
  return needlesOf(text).text.toUpperCase();
}

function spelled(text: string, bounds: (letters: string) => Bounds): Bounds | undefined {
  const { letters } = needlesOf(text);
  return letters === undefined || letters === '' ? undefined : bounds(letters);
}
