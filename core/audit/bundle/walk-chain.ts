import type { Text } from '#common/errors';
import { ChainVerifier } from '../chain.ts';
import type { ChainFault, ChainHead } from '../chain.ts';
import { LineFault, linesOf } from './lines.ts';
import type { Manifest } from './manifest.ts';
import { ZipFault } from './zip-reader.ts';

export interface Walk {
  /** The first thing wrong, or nothing. */
  readonly fault: Text | undefined;
  /** Entries handed over, as far as the walk went. */
  readonly entries: number;
  /** The last good link. */
  readonly head: ChainHead;
}

/**
 * Recomputes the chain from the bodies, or, where some entries are left out, from chain.jsonl, in which every handed-over body must stand
 * at its place.
 * @param onHead is shown the chain's head before the first entry and after each
 */
export async function walkChain(manifest: Manifest, entries: AsyncIterable<Uint8Array>, chain: AsyncIterable<Uint8Array> | undefined,
  onHead: (head: ChainHead) => void): Promise<Walk> {
  const verifier = new ChainVerifier({ seq: manifest.heads.first.seq - 1, hash: manifest.heads.first.prev });
  const counted = { entries: 0 };
  onHead(verifier.head);
  let fault: Text | undefined;
  try {
    fault = chain === undefined
      ? await walkWhole(verifier, entries, counted, onHead)
      : await walkPartial(verifier, entries, chain, counted, onHead);
  } catch (error) {
    if (!(error instanceof LineFault || error instanceof ZipFault)) throw error;
    fault = { zh: `第 ${verifier.head.seq} 条之后的内容无法读取。`, en: `what follows entry ${verifier.head.seq} cannot be read: ${error.message}.` };
  }
  const { last } = manifest.heads;
  if (fault === undefined && (verifier.head.seq !== last.seq || verifier.head.hash !== last.hash)) {
    fault = {
      zh: `链止于第 ${verifier.head.seq} 条，与清单所载链头（第 ${last.seq} 条）不符。`,
      en: `the chain ends at entry ${verifier.head.seq} and does not reach the head in the manifest (entry ${last.seq}).`,
    };
  }
  return { fault, entries: counted.entries, head: verifier.head };
}

async function walkWhole(verifier: ChainVerifier, entries: AsyncIterable<Uint8Array>, counted: { entries: number },
  onHead: (head: ChainHead) => void):
  Promise<Text | undefined> {
  for await (const body of linesOf(entries)) {
    const fault = verifier.add({ seq: numberOf(body), body });
    if (fault !== undefined) return fault.reason;
    counted.entries += 1;
    onHead(verifier.head);
  }
  return undefined;
}

async function walkPartial(verifier: ChainVerifier, entries: AsyncIterable<Uint8Array>, chain: AsyncIterable<Uint8Array>,
  counted: { entries: number }, onHead: (head: ChainHead) => void): Promise<Text | undefined> {
  const bodies = linesOf(entries)[Symbol.asyncIterator]();
  try {
    let due = await bodies.next();
    for await (const line of linesOf(chain)) {
      const link = /^\{"bodyHash":"([0-9a-f]{64})","seq":(\d{1,15})\}$/.exec(line);
      if (link === null) return misplaced(verifier.head.seq + 1);
      const [, hash = '', digits = ''] = link;
      const seq = Number(digits);
      let fault: ChainFault | undefined;
      if (due.done !== true && numberOf(due.value) === seq) {
        fault = verifier.add({ seq, body: due.value, bodyHash: hash });
        counted.entries += 1;
        due = await bodies.next();
      } else {
        fault = verifier.add({ seq, bodyHash: hash });
      }
      if (fault !== undefined) return fault.reason;
      onHead(verifier.head);
    }
    return due.done === true ? undefined : misplaced(numberOf(due.value));
  } finally {
    await bodies.return?.();
  }
}

/** The number a body carries; 0, which is no entry's, when it carries none. */
function numberOf(body: string): number {
  try {
    const entry: unknown = JSON.parse(body);
    return typeof entry === 'object' && entry !== null && 'seq' in entry && typeof entry.seq === 'number' ? entry.seq : 0;
  } catch {
    return 0;
  }
}

function misplaced(seq: number): Text {
  return { zh: `第 ${seq} 条不在链中应有的位置。`, en: `entry ${seq} does not stand at its place in the chain.` };
}
