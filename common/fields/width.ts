/** Full-width digits and punctuation, as a Chinese input method gives them, become the plain ones; spaces and thousands separators go. */
export function normaliseWidth(input: string): string {
  return input
    .trim()
    .replace(/[\uff01-\uff5e]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/[\u3002\uff61]/g, '.')
    .replace(/[\u3000\s]/g, '');
}
