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

export const EXACT = RANKS.indexOf('exact');
/** The last of the ranks in which a code, number or title begins with the letters. */
export const BEGINNINGS = RANKS.indexOf('title');
export const LAST_RANK = RANKS.length - 1;

/** The looks at an object, by rank: the whole code or number, its beginning, the title's, its pinyin's, that of what else is searched. */
export function looksOf(definition: ObjectDefinition): readonly (readonly Look[])[] {
  const fields = searchedFields(definition);
  const codes = fields.filter((name) => definition.fields[name]?.unique);
  const title = fields.filter((name) => name === definition.title);
  const numbers = definition.numbering ? ['number'] : [];
  const byRank: Readonly<Record<Rank, readonly Look[]>> = {
    exact: [...codes, ...numbers].flatMap((name) => CASES.map((written) => exactly(name, written))),
    number: [...codes.flatMap((name) => CASES.map((written) => writtenBeginning(name, written))), ...numbers.map((name) => writtenBeginning(name, CAPITALS, true))],
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

/** A way to write letters: codes and numbers are kept as they were written, so those typed are tried in capitals and in small letters. */
type Written = (letters: string) => string;

const CAPITALS: Written = (letters) => letters.toUpperCase();
const CASES: readonly Written[] = [CAPITALS, (letters) => letters];

/** Nothing stands between a text and the text with the lowest of characters behind it. */
function exactly(field: string, written: Written): Look {
  return { field, bounds: (text) => between(written(needlesOf(text).text), `${written(needlesOf(text).text)}\u0001`) };
}

function writtenBeginning(field: string, written: Written, descending = false): Look {
  return { field, descending, bounds: (text) => between(written(needlesOf(text).text), after(written(needlesOf(text).text))) };
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

function spelled(text: string, bounds: (letters: string) => Bounds): Bounds | undefined {
  const { letters } = needlesOf(text);
  return letters === undefined || letters === '' ? undefined : bounds(letters);
}
