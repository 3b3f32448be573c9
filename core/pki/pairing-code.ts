import { createHash, X509Certificate } from 'node:crypto';
import { refuse } from '#common/errors';

/** Crockford's base 32 (no I, L, O, U), to be read aloud and typed. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUPS = 4;
const PER_GROUP = 5;
const BITS = BigInt(GROUPS * PER_GROUP * 5);

/**
 * What a person types to say which authority a new client may trust: the first 100 bits of the SHA-256 over its certificate (DER), four groups of
 * five. It is no secret. Whoever wanted to pass another authority for this one would have to find a certificate with the same 100 bits.
 */
export function pairingCode(authorityPem: string): string {
  const hash = createHash('sha256').update(new X509Certificate(authorityPem).raw).digest('hex');
  const bits = BigInt(`0x${hash}`) >> (256n - BITS);
  const text = Array.from({ length: GROUPS * PER_GROUP }, (_, at) => {
    const shift = BITS - 5n * BigInt(at + 1);
    return ALPHABET.charAt(Number((bits >> shift) & 31n));
  }).join('');
  return text.replace(/.{5}(?=.)/g, '$&-');
}

/**
 * A typed code as `pairingCode` writes it: case, spaces, full-width characters and dashes do not matter, O counts as 0, I and L as 1.
 * @throws PanshiError `invalid` for anything that is no such code
 */
export function readPairingCode(typed: string): string {
  const clean = typed.normalize('NFKC').toUpperCase().replace(/[\s\-‐-―−]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  if (clean.length !== GROUPS * PER_GROUP || [...clean].some((character) => !ALPHABET.includes(character))) {
    throw refuse('invalid', `配对码为 ${GROUPS} 组、每组 ${PER_GROUP} 个字符，请对照主机显示的配对码重新输入。`,
      `A pairing code has ${GROUPS} groups of ${PER_GROUP} characters; type it as the host shows it.`);
  }
  return clean.replace(/.{5}(?=.)/g, '$&-');
}
