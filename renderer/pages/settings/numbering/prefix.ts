/** Capital letters and digits, up to ten: a hyphen parts prefix, year and number. */
export function isPrefix(text: string): boolean {
  return /^[A-Z0-9]{1,10}$/.test(text);
}
