import { execFileSync } from 'node:child_process';
import { X509Certificate, createHash, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAuthority, issueServerCertificate, issueSigner, signDetached, verifyDetached } from './index.ts';
import type { Authority, Signer } from './index.ts';
import { OID, algorithm, decode, encode, octets, oid, sequence, set, smallInteger, tagged, time } from './der.ts';
import { issuerAndSerial } from './sign-detached.ts';

const CONTENT = Buffer.from('{\n  "format": "panshi-audit-bundle",\r\n  "账套": "磐石"\n}\n');
let dir: string;
let authority: Authority;
let foreign: Authority;
let signer: Signer;
let p7s: Buffer;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'panshi-cms-'));
  authority = await createAuthority({ organisation: '磐石贸易有限公司' });
  foreign = await createAuthority({ organisation: '磐石贸易有限公司' });
  signer = await issueSigner(authority, { name: '审计签名' });
  p7s = signDetached(CONTENT, signer, new Date('2026-11-22T08:00:00.987Z'));
});
afterAll(() => rmSync(dir, { recursive: true }));

function openssl(content: Buffer, signature: Buffer, caPem: string): void {
  const files = { 'manifest.json': content, 'signature.p7s': signature, 'ca.pem': caPem };
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(dir, name), bytes);
  const command = 'cms -verify -binary -inform DER -in signature.p7s -content manifest.json -CAfile ca.pem';
  execFileSync('openssl', command.split(' '), { cwd: dir, stdio: 'pipe' });
}
const reasonOf = (content: Buffer, signature: Buffer, caPem: string) => {
  const result = verifyDetached(content, signature, caPem);
  return result.ok ? 'accepted' : result.reason.en;
};

describe('a detached signature', () => {
  test('is accepted here, and by the plain openssl command', () => {
    expect(verifyDetached(CONTENT, p7s, authority.certificatePem))
      .toEqual({ ok: true, signer: '审计签名', signedAt: '2026-11-22T08:00:00.000Z' });
    openssl(CONTENT, signDetached(CONTENT, signer), authority.certificatePem);
    openssl(Buffer.alloc(0), signDetached(Buffer.alloc(0), signer), authority.certificatePem);
  });

  test('after a changed byte of the content is refused by both', () => {
    const changed = Buffer.from(CONTENT.toString().replace('磐', '盘'));
    expect(reasonOf(changed, p7s, authority.certificatePem)).toMatch(/changed after signing/);
    expect(() => openssl(changed, signDetached(CONTENT, signer), authority.certificatePem)).toThrow(/Verification failure/);
    expect(reasonOf(Buffer.concat([CONTENT, Buffer.from('\n')]), p7s, authority.certificatePem)).toMatch(/changed after signing/);
  });

  test('with any bit of it flipped is refused', () => {
    const accepted: string[] = [];
    for (let at = 0; at < p7s.length; at++) {
      for (const bit of [0, 1, 5, 7]) {
        const wrong = Buffer.from(p7s);
        wrong.writeUInt8(wrong.readUInt8(at) ^ (1 << bit), at);
        if (verifyDetached(CONTENT, wrong, authority.certificatePem).ok) accepted.push(`bit ${bit} of byte ${at}`);
      }
    }
    expect(accepted).toEqual([]);
  });

  test('cut, lengthened, empty or random is refused', () => {
    for (const wrong of [Buffer.alloc(0), p7s.subarray(0, -1), Buffer.concat([p7s, Buffer.alloc(1)]), Buffer.alloc(100_000, 0x30),
      Buffer.from('{}')]) {
      expect(reasonOf(CONTENT, wrong, authority.certificatePem)).toMatch(/damaged/);
    }
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }),
      (bytes) => !verifyDetached(CONTENT, Buffer.from(bytes), authority.certificatePem).ok));
  });

  test('of another authority of the same name is refused by both', async () => {
    expect(reasonOf(CONTENT, p7s, foreign.certificatePem)).toMatch(/not issued by this CA/);
    const impostor = await issueSigner(foreign, { name: '审计签名' });
    const forged = signDetached(CONTENT, impostor);
    expect(reasonOf(CONTENT, forged, authority.certificatePem)).toMatch(/not issued by this CA/);
    expect(() => openssl(CONTENT, forged, authority.certificatePem)).toThrow(/Verification failure/);
    // A second authority slipped into ca.pem: openssl would take it, so this refuses the file.
    expect(reasonOf(CONTENT, forged, `${authority.certificatePem}${foreign.certificatePem}`)).toMatch(/CA certificate cannot be read/);
  });

  test('by the server\'s key or the authority itself is refused: they are not for documents', async () => {
    const server = await issueServerCertificate(authority, { hosts: ['localhost'], days: 30 });
    expect(reasonOf(CONTENT, signDetached(CONTENT, { ...server, name: 'x' }), authority.certificatePem)).toMatch(/not meant for signing/);
    expect(reasonOf(CONTENT, signDetached(CONTENT, { ...authority, name: 'x', caPem: '' }),
      authority.certificatePem)).toMatch(/not meant for signing/);
  });

  test('by a signer\'s certificate with another key is refused', () => {
    expect(reasonOf(CONTENT, signDetached(CONTENT, { ...signer, privateKeyPem: authority.privateKeyPem }),
      authority.certificatePem)).toBe('The signature is not valid.');
  });

  test('dated outside the certificates\' validity is refused, and stays good after they end', () => {
    expect(reasonOf(CONTENT, signDetached(CONTENT, signer, new Date('2020-01-01T00:00:00Z')),
      authority.certificatePem)).toMatch(/validity/);
    expect(reasonOf(CONTENT, signDetached(CONTENT, signer, new Date('2050-01-01T00:00:00Z')),
      authority.certificatePem)).toMatch(/validity/);
  });

  test('a CA certificate that is none is refused: a signer\'s, an unreadable one, none', () => {
    for (const wrong of [signer.certificatePem, '', 'x', `${authority.certificatePem}x`]) {
      expect(reasonOf(CONTENT, p7s, wrong)).toMatch(/CA certificate/);
    }
  });

  test('without signed attributes, or with one twice, is refused though the arithmetic is right', () => {
    const certificate = decode(new X509Certificate(signer.certificatePem).raw);
    const attribute = (id: string, value: ReturnType<typeof oid>) => sequence(oid(id), set(value));
    const digest = attribute(OID.messageDigest, octets(createHash('sha256').update(CONTENT).digest()));
    const made = (...attributes: ReturnType<typeof oid>[]) => encode(sequence(oid(OID.signedData), tagged(0, sequence(
      smallInteger(1), set(algorithm(OID.sha256)), sequence(oid(OID.data)), tagged(0, certificate), set(sequence(
        smallInteger(1), issuerAndSerial(certificate), algorithm(OID.sha256),
        ...(attributes.length === 0 ? [] : [tagged(0, ...attributes)]),
        algorithm(OID.sha256WithRsa), octets(sign('sha256', attributes.length === 0 ? CONTENT : encode(set(...attributes)),
          signer.privateKeyPem)),
      )),
    ))));
    expect(reasonOf(CONTENT, made(), authority.certificatePem)).toMatch(/damaged/);
    expect(reasonOf(CONTENT, made(digest, digest, attribute(OID.signingTime, time(new Date()))),
      authority.certificatePem)).toMatch(/damaged/);
    expect(reasonOf(CONTENT, made(digest, attribute(OID.contentType, oid(OID.data))), authority.certificatePem)).toMatch(/damaged/);
    const right = made(attribute(OID.contentType, oid(OID.data)), attribute(OID.signingTime, time(new Date())), digest);
    expect(reasonOf(CONTENT, right, authority.certificatePem)).toBe('accepted');
  });
});
