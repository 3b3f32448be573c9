const KEPT = 2000;
const kept = new Map<string, string>();

// Texts, identifiers and comments are passed over; what is left of `?` is a parameter.
const TOKENS = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\$(\w*)\$[\s\S]*?\$\1\$|\?/g;

/** `a = ? AND b = ?` as PostgreSQL writes it: `a = $1 AND b = $2`. */
export function numbered(text: string): string {
  const known = kept.get(text);
  if (known !== undefined) return known;
  let count = 0;
  const result = text.replace(TOKENS, (token) => {
    if (token !== '?') return token;
    count += 1;
    return `$${count}`;
  });
  if (kept.size >= KEPT) kept.clear();
  kept.set(text, result);
  return result;
}
