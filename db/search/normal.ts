/** Text as it is looked for: full width as half width, capitals as small letters, any white space as one space. */
export function normal(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
}
