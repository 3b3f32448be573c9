import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ChainVerifier, GENESIS, bodyHash, canonicalBody, chainHash } from './chain.ts';

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** A chain of n entries. */
function chainOf(n: number) {
  let prev = GENESIS;
  return Array.from({ length: n }, (_, i) => {
    const body = canonicalBody({ seq: i + 1, event: 'update', object: 'customer', before: { name: '旧名' }, after: { name: `新名 ${i}` } });
    const own = bodyHash(body);
    prev = chainHash(prev, own);
    return { seq: i + 1, body, bodyHash: own, hash: prev };
  });
}
function firstFault(links: readonly { seq: number; body?: string; bodyHash?: string; hash?: string }[],
  after?: { seq: number; hash: string }) {
  const verifier = new ChainVerifier(after);
  for (const link of links) {
    const fault = verifier.add(link);
    if (fault !== undefined) return fault;
  }
  return verifier.head;
}

describe('the audit chain', () => {
  test('is what its definition says, byte by byte', () => {
    const body = canonicalBody({ seq: 1, 事件: '登录', at: '2026-11-22T08:00:00.000Z', amount: '1.10' });
    expect(body).toBe('{"amount":"1.10","at":"2026-11-22T08:00:00.000Z","seq":1,"事件":"登录"}');
    expect(bodyHash(body)).toBe(sha256(Buffer.from(body, 'utf8')));
    expect(chainHash(GENESIS, bodyHash(body))).toBe(sha256(Buffer.concat([Buffer.alloc(32), Buffer.from(bodyHash(body), 'hex')])));
  });

  test('one entry has one spelling, whatever the order its fields were set in', () => {
    expect(canonicalBody({ b: 1, a: { d: [1, 2], c: null } })).toBe(canonicalBody({ a: { c: null, d: [1, 2] }, b: 1 }));
  });

  test('holds from the beginning and from any later place', () => {
    const links = chainOf(5);
    expect(firstFault(links)).toEqual({ seq: 5, hash: links[4]?.hash });
    expect(firstFault(links.slice(2), { seq: 2, hash: links[1]?.hash ?? '' })).toEqual({ seq: 5, hash: links[4]?.hash });
    expect(firstFault(links.map(({ seq, bodyHash: own }) => ({ seq, bodyHash: own })))).toEqual({ seq: 5, hash: links[4]?.hash });
  });

  test('a changed, removed, doubled, swapped or renumbered entry is named', () => {
    const links = chainOf(5);
    const [one, two, three, four, five] = links;
    if (!one || !two || !three || !four || !five) throw new Error('five links were made');
    expect(firstFault([one, two, { ...three, body: three.body.replace('旧名', '假名') }])).toMatchObject({ seq: 3 });
    expect(firstFault([one, two, four, five])).toMatchObject({ seq: 4 });
    expect(firstFault([one, two, two])).toMatchObject({ seq: 2 });
    expect(firstFault([one, three, two])).toMatchObject({ seq: 3 });
    expect(firstFault([one, { ...three, seq: 2 }])).toMatchObject({ seq: 2, reason: { en: 'entry 2 carries another number inside.' } });
    expect(firstFault([two])).toMatchObject({ seq: 2 });
  });

  test('a body in another spelling is refused, though it says the same', () => {
    for (const body of ['{"seq": 1}', '{"seq":1}\n', '{"seq":1.0}', '{"seq":2,"seq":1}', 'null', '{', '']) {
      expect(firstFault([{ seq: 1, body }])).toMatchObject({ seq: 1, reason: { en: 'entry 1 is not canonical JSON (RFC 8785).' } });
    }
    for (const body of ['[1]', '{}', '{"seq":"1"}']) {
      expect(firstFault([{ seq: 1, body }])).toMatchObject({ seq: 1, reason: { en: 'entry 1 carries another number inside.' } });
    }
    expect(firstFault([{ seq: 1, body: '{"seq":1}' }])).toMatchObject({ seq: 1, hash: expect.any(String) });
  });

  test('any changed digit of a hash is caught', () => {
    fc.assert(fc.property(fc.nat(3), fc.nat(63), fc.constantFrom('hash', 'bodyHash'), fc.constantFrom(...'0123456789abcdef'),
      (at, place, which, digit) => {
      const links = chainOf(4);
      const link = links[at];
      fc.pre(link !== undefined && link[which][place] !== digit);
      if (link === undefined) return;
      link[which] = link[which].slice(0, place) + digit + link[which].slice(place + 1);
      expect(firstFault(links)).toMatchObject({ seq: at + 1, reason: expect.anything() });
    }), { numRuns: 200 });
  });

  test('a hash is 64 lower-case hex digits and nothing else', () => {
    for (const wrong of ['', '0'.repeat(63), 'A'.repeat(64), 'g'.repeat(64), '0'.repeat(128)]) {
      expect(() => chainHash(wrong, GENESIS)).toThrow(TypeError);
      expect(() => chainHash(GENESIS, wrong)).toThrow(TypeError);
    }
  });
});
