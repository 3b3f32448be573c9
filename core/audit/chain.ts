import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Text } from '#common/errors';

/*
 * The audit log's hash chain:
 *   body     = RFC 8785 canonical JSON of the entry, which carries its own `seq` (1, 2, 3 …)
 *   bodyHash = SHA-256(body in UTF-8)
 *   hash     = SHA-256(hash of the entry before, 32 bytes · bodyHash, 32 bytes); before the first entry stand 32 zero bytes
 * So the hash of the last entry, the head, speaks for every entry before it.
 */

/** The hash before the first entry. */
export const GENESIS = '0'.repeat(64);

/** Where a chain stands: after entry `seq` (0 = none yet) with this hash (64 lower-case hex digits). */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

/**
 * The one spelling of an entry that is hashed and stored (RFC 8785).
 * @throws TypeError for what JSON cannot hold
 */
export function canonicalBody(entry: Readonly<Record<string, unknown>>): string {
  const body = canonicalize(entry);
  if (body === undefined) throw new TypeError('an audit entry is a JSON object');
  return body;
}

/** SHA-256 of a canonical body, hex. */
export function bodyHash(body: string): string {
  return createHash('sha256').update(body, 'utf8').digest('hex');
}

/** The chain's hash at an entry, hex, from the hash before it and the hash of its body. */
export function chainHash(prevHex: string, bodyHashHex: string): string {
  return createHash('sha256').update(hashBytes(prevHex)).update(hashBytes(bodyHashHex)).digest('hex');
}

/** One entry's link in the chain; give what is known of it, `bodyHash` or `body` at least. */
export interface ChainLink {
  readonly seq: number;
  readonly body?: string;
  readonly bodyHash?: string;
  readonly hash?: string;
}

/** The first place at which a chain does not hold. */
export interface ChainFault {
  readonly seq: number;
  readonly reason: Text;
}

/** Walks a chain entry by entry in constant memory; after the first fault it stays at the last good entry. */
export class ChainVerifier {
  #head: ChainHead;

  /** @param after the head before the first link to come; the beginning of the log unless told */
  constructor(after: ChainHead = { seq: 0, hash: GENESIS }) {
    this.#head = after;
  }

  /** The last good entry. */
  get head(): ChainHead {
    return this.#head;
  }

  /** Takes the next link. @returns what is wrong with it, or nothing */
  add(link: ChainLink): ChainFault | undefined {
    const expected = this.#head.seq + 1;
    if (link.seq !== expected) {
      return fault(link.seq, `应为第 ${expected} 条，却是第 ${link.seq} 条：有记录缺失、重复或换位。`,
        `entry ${expected} was due, entry ${link.seq} came: entries are missing, doubled or swapped.`);
    }
    if (link.body !== undefined) {
      const wrong = bodyFault(link.seq, link.body);
      if (wrong !== undefined) return wrong;
    }
    const own = link.body === undefined ? link.bodyHash : bodyHash(link.body);
    if (own === undefined || !isHash(own) || (link.bodyHash !== undefined && link.bodyHash !== own)) {
      return fault(link.seq, `第 ${link.seq} 条内容与其哈希不符。`, `entry ${link.seq} does not fit its hash.`);
    }
    const hash = chainHash(this.#head.hash, own);
    if (link.hash !== undefined && link.hash !== hash) {
      return fault(link.seq, `哈希链在第 ${link.seq} 条断开。`, `the hash chain breaks at entry ${link.seq}.`);
    }
    this.#head = { seq: link.seq, hash };
    return undefined;
  }
}

/** What is wrong with a body itself: not JSON, not the canonical spelling, or another entry's number inside. */
export function bodyFault(seq: number, body: string): ChainFault | undefined {
  let entry: unknown;
  let canonical: string | undefined;
  try {
    entry = JSON.parse(body);
    canonical = canonicalize(entry);
  } catch {
    canonical = undefined;
  }
  if (typeof entry !== 'object' || entry === null || canonical !== body) {
    return fault(seq, `第 ${seq} 条不是规范的 JSON（RFC 8785）。`, `entry ${seq} is not canonical JSON (RFC 8785).`);
  }
  if (!('seq' in entry) || entry.seq !== seq) {
    return fault(seq, `第 ${seq} 条内的序号不符。`, `entry ${seq} carries another number inside.`);
  }
  return undefined;
}

export function isHash(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

function hashBytes(hex: string): Buffer {
  if (!isHash(hex)) throw new TypeError('a hash is 64 lower-case hex digits');
  return Buffer.from(hex, 'hex');
}

function fault(seq: number, zh: string, en: string): ChainFault {
  return { seq, reason: { zh, en } };
}
