import type { RawCell } from './sheet.ts';

export const ENCODINGS = ['utf-8', 'gb18030', 'utf-16le', 'big5'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** The encoding of a text file: by its byte order mark, as UTF-8 where it is well-formed, else as Chinese spreadsheets write it. */
export function guessEncoding(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'utf-8';
  } catch {
    return 'gb18030';
  }
}

export function decode(bytes: Uint8Array, encoding: Encoding): string {
  return new TextDecoder(encoding).decode(bytes);
}

/** The character between cells: the one that parts the first line most, outside of quotes; between equals a tab, which nobody types into a heading. */
export function guessDelimiter(text: string): string {
  const line = text.replaceAll(/"[^"]*"/g, '').split(/\r?\n/).find((one) => one.trim() !== '') ?? '';
  const count = (delimiter: string): number => line.split(delimiter).length;
  const best = ['\t', ',', ';', '|'].reduce((found, one) => (count(one) > count(found) ? one : found));
  return count(best) > 1 ? best : ',';
}

/** Rows of delimited text (RFC 4180): quotes around what holds delimiters, line ends or quotes. Empty rows at the end are left out. */
export function parseDelimited(text: string, delimiter = guessDelimiter(text)): readonly (readonly RawCell[])[] {
  const source = text.replace(/^\uFEFF/, '');
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const endRow = (): void => {
    row.push(cell);
    cell = '';
    rows.push(row);
    row = [];
  };
  for (let at = 0; at < source.length; at += 1) {
    const character = source[at];
    if (quoted) {
      if (character !== '"') cell += character;
      else if (source[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (character === '"' && cell === '') quoted = true;
    else if (character === delimiter) {
      row.push(cell);
      cell = '';
    } else if (character === '\n') endRow();
    else if (character === '\r') {
      if (source[at + 1] !== '\n') endRow();
    } else cell += character;
  }
  if (cell !== '' || row.length > 0) endRow();
  while (rows.length > 0 && rows.at(-1)?.every((one) => one.trim() === '')) rows.pop();
  return rows;
}
