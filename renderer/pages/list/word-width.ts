const MEASURED_AT = 13;
/** Pixels of letters by their kind, as the bundled font has them at that size. */
const KINDS: readonly (readonly [RegExp, number])[] = [
  [/[\u2e80-\uffef]/u, 13],
  [/[mwMW%@]/, 11.8],
  [/[ijlI.,:;'|!]/, 3.9],
  [/[ tfr()/-]/, 5],
  [/[OQGDHNU]/, 9.8],
  [/[A-Z]/, 8],
];
const OTHER = 7.8;

/** About how wide words are, without drawing them: rather a little more than less. @param size pixels of the letters */
export function wordWidth(words: string, size = MEASURED_AT): number {
  let width = 0;
  for (const letter of words) width += KINDS.find(([kind]) => kind.test(letter))?.[1] ?? OTHER;
  return (width * size) / MEASURED_AT;
}
