import { createHash, X509Certificate } from 'node:crypto';
import { expect, it } from 'vitest';
import { createAuthority } from './authority.ts';
import { pairingCode, readPairingCode } from './pairing-code.ts';

it('says the first hundred bits of the fingerprint, and so another authority has another code', async () => {
  const [one, two] = await Promise.all([createAuthority({ organisation: '甲公司' }), createAuthority({ organisation: '甲公司' })]);
  const code = pairingCode(one.certificatePem);
  expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$/);
  expect(pairingCode(two.certificatePem)).not.toBe(code);
  // The same bits another way: as binary text, cut into fives.
  const bits = [...createHash('sha256').update(new X509Certificate(one.certificatePem).raw).digest()].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const again = Array.from({ length: 20 }, (_, at) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[Number.parseInt(bits.slice(at * 5, at * 5 + 5), 2)]).join('');
  expect(code.replaceAll('-', '')).toBe(again);
});

it('is read as people type it', () => {
  expect(readPairingCode('0a1b2-c3d4e-5f6g7-h8j9k')).toBe('0A1B2-C3D4E-5F6G7-H8J9K');
  expect(readPairingCode(' oalb2　c3d4e 5f6g7 h8j9k ')).toBe('0A1B2-C3D4E-5F6G7-H8J9K');
  expect(readPairingCode('０Ａ１Ｂ２－Ｃ３Ｄ４Ｅ－５Ｆ６Ｇ７－Ｈ８Ｊ９Ｋ')).toBe('0A1B2-C3D4E-5F6G7-H8J9K');
});

it.each(['', '0A1B2', '0A1B2-C3D4E-5F6G7-H8J9', '0A1B2-C3D4E-5F6G7-H8J9KK', '0A1B2-C3D4E-5F6G7-H8J9U', '甲'.repeat(20)])('does not take %j for a code', (typed) => {
  expect(() => readPairingCode(typed)).toThrowError(expect.objectContaining({ code: 'invalid' }));
});
