import { TextDecoder } from 'node:util';

/** No audit entry is longer than this many bytes; a longer line is not read to its end. */
const LONGEST_LINE = 32 * 1024 * 1024;

/** A text that is not lines of UTF-8, each ended by a line feed. */
export class LineFault extends Error {}

/**
 * Cuts a stream of bytes into lines, strictly: UTF-8 without a mark, every line ended by one line feed, the last one too.
 * @throws LineFault otherwise
 */
export async function* linesOf(source: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let open: Uint8Array[] = [];
  let held = 0;
  for await (const piece of source) {
    let from = 0;
    for (let end = piece.indexOf(10, from); end !== -1; end = piece.indexOf(10, from)) {
      open.push(piece.subarray(from, end));
      yield decode(decoder, open);
      open = [];
      held = 0;
      from = end + 1;
    }
    if (from < piece.length) {
      // Copied, as the source may use its buffer again.
      open.push(Uint8Array.from(piece.subarray(from)));
      held += piece.length - from;
      if (held > LONGEST_LINE) throw new LineFault('a line is too long');
    }
  }
  if (open.length > 0) throw new LineFault('the last line is cut');
}

function decode(decoder: TextDecoder, parts: readonly Uint8Array[]): string {
  try {
    return decoder.decode(parts.length === 1 ? parts[0] : Buffer.concat(parts));
  } catch {
    throw new LineFault('not UTF-8');
  }
}
