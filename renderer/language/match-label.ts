/** How characters are read: `客` → `['ke']`. */
export type Syllables = Readonly<Record<string, readonly string[]>>;

/**
 * How well letters fit a label, the lower the better; undefined when they do not. Letters may be part of the label itself, or the pinyin of its
 * characters, each written as far as one likes: 客户 is found by `kh`, `keh`, `kehu`.
 *
 * 0 the label itself · 1 its beginning · 2 the beginning by pinyin · 3 the beginning of a later word · 4 somewhere · 5 somewhere by pinyin
 * @param query in lower case, without spaces at its ends
 */
export function matchLabel(query: string, label: string, syllables: Syllables): number | undefined {
  if (query === '') return undefined;
  const text = label.toLowerCase();
  if (text === query) return 0;
  const at = text.indexOf(query);
  if (at === 0) return 1;
  const letters = query.replace(/[\s']/g, '');
  const isLatin = /^[a-z]+$/.test(letters);
  const characters = [...text];
  if (isLatin && readsAs(letters, characters, 0, syllables)) return 2;
  if (at > 0) return /[\p{L}\p{N}]/u.test(text[at - 1] ?? '') ? 4 : 3;
  if (isLatin && characters.some((_, from) => from > 0 && readsAs(letters, characters, from, syllables))) return 5;
  return undefined;
}

/** Whether the letters can be read off the characters from one place on: of each character at least its first letter. */
function readsAs(letters: string, characters: readonly string[], from: number, syllables: Syllables): boolean {
  if (letters === '') return true;
  const character = characters[from];
  if (character === undefined) return false;
  for (const syllable of syllables[character] ?? []) {
    for (let taken = sharedLength(letters, syllable); taken > 0; taken -= 1) {
      if (readsAs(letters.slice(taken), characters, from + 1, syllables)) return true;
    }
  }
  return false;
}

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}
