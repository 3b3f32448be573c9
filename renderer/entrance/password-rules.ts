import type { ApiPasswordRules } from '#common/api';

/** Which of the host's rules a password keeps, of those that can be told from it alone. */
export function checkPassword(typed: string, username: string, rules: ApiPasswordRules): { readonly length: boolean; readonly kinds: boolean; readonly name: boolean } {
  const password = typed.normalize('NFKC');
  const kinds = [/\p{Lowercase}/u, /\p{Uppercase}/u, /\p{Nd}/u, /[^\p{Lowercase}\p{Uppercase}\p{Nd}]/u].filter((kind) => kind.test(password)).length;
  return {
    length: [...password].length >= rules.shortest,
    kinds: kinds >= rules.classes,
    name: password !== '' && (username === '' || !password.toLowerCase().includes(username.toLowerCase())),
  };
}

export type Strength = 'short' | 'weak' | 'fair' | 'strong';

/**
 * How hard a passphrase is to guess, roughly: characters that differ from their neighbours, by how many kinds there are. A hint to its maker, no gate.
 * A few Chinese words or a sentence are strong; `12345678` and `aaaaaaaa` are weak whatever their length.
 */
export function strengthOf(passphrase: string): Strength {
  const characters = [...passphrase.normalize('NFKC')];
  if (characters.length < 8) return 'short';
  const kinds: readonly (readonly [RegExp, number])[] = [[/[a-z]/, 26], [/[A-Z]/, 26], [/\d/, 10], [/\p{Script=Han}/u, 3000], [/[^a-zA-Z\d\p{Script=Han}]/u, 30]];
  const alphabet = kinds.reduce((sum, [kind, size]) => sum + (kind.test(passphrase) ? size : 0), 0);
  const steps = characters.filter((character, at) => {
    const before = at === 0 ? undefined : characters[at - 1]?.codePointAt(0);
    return before === undefined || Math.abs((character.codePointAt(0) ?? 0) - before) > 1;
  }).length;
  const bits = Math.min(steps, new Set(characters).size * 2) * Math.log2(Math.max(alphabet, 2));
  if (bits < 45) return 'weak';
  return bits < 75 ? 'fair' : 'strong';
}
