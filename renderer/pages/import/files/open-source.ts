import { decode, guessEncoding, parseDelimited, type Encoding } from './read-csv.ts';
import { readXlsx } from './read-xlsx.ts';
import type { Source } from './sheet.ts';

export interface Opened extends Source {
  /** Of a text file, which can be read otherwise. */
  readonly text?: { readonly bytes: Uint8Array; readonly encoding: Encoding };
}

/** Reads a file by what it holds, not by what it is called. @throws for what cannot be read */
export function openFile(name: string, bytes: Uint8Array): Opened {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (isZip) return { name, sheets: readXlsx(bytes) };
  // An old workbook, a PDF, a picture: nothing that text would hold.
  if (bytes.subarray(0, 4000).some((byte, at) => byte === 0 && !(bytes[0] === 0xff && bytes[1] === 0xfe && at > 1))) throw new RangeError('not a text');
  return openText(name, bytes, guessEncoding(bytes));
}

export function openText(name: string, bytes: Uint8Array, encoding: Encoding): Opened {
  return { name, sheets: [{ name: '', rows: parseDelimited(decode(bytes, encoding)) }], text: { bytes, encoding } };
}

export function openPaste(name: string, text: string): Opened {
  return { name, sheets: [{ name: '', rows: parseDelimited(text) }] };
}
