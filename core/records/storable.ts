/** Whether a database can hold the text at all: PostgreSQL knows no NUL, and half a character is none. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

const MOST_NAMES = 50;
const LONGEST_NAME = 100;

/** Names that a caller sent, fit to be written down: some of them, not endless, and of whole characters. */
export function writtenNames(names: readonly string[]): string[] {
  return names.slice(0, MOST_NAMES).map((name) => name.slice(0, LONGEST_NAME).toWellFormed());
}
