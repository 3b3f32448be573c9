import { createCipheriv, createDecipheriv, createHash, createHmac, createPublicKey, hkdfSync, scryptSync, verify } from 'node:crypto';
import { hashRawSync } from '@node-rs/argon2';
import { refuse } from '#common/errors';

const hex = (text: string) => Buffer.from(text, 'hex');
const same = (found: Uint8Array, expected: string) => Buffer.from(found).equals(hex(expected));

/** RSA PKCS#1 v1.5 with SHA-256 over 'panshi probe', made once by openssl. */
const RSA_KEY = [
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAvTjxIfNEJqwOmYZHJwTMGFZP0DqtRhJkt/Kp0FuxGlJ4xhtAZEWgCR6Sulnbq7ZTmw4yM9NwKeCI',
  '7MMJXTb0TKApfMcxTrdk4GZra9bqarCsaKvctQti6r4Jvc4ZaazXb2h5ZDLBiQlocoaFrL1jYnoxB0kYlYiANqhtMnsWUxygzROGdJBnz6lg+WxwY2ZfFImi',
  '9dsBNB8AAMTVsVBOCjNzivEqiMl6AH7U7Yz96koooS0Fyiy6RIfCHdmrW36I5hWxhKq7kTReI0FsrVOYERLgomGfHdZfvFvq3s369N0cAREkPzFQMbJCfOKF',
  'jO5F1WhpjMpzyTeoLquzwck7PwIDAQAB',
].join('');
const RSA_SIGNATURE = [
  'WZ2ra+XyQ5hACQ4BTzTl1t7kUITINRifV69GTY3hg613vhGOWbKc5SZbFD0EfivkilVfvi059kYwCvdPU0AiIWWblsS/9EoIVKa+R1XoXOtuoXlkkoIc3FSq',
  'QWt1H5Bb7C46xIXiTzycD5NivoSI6XZJAEl43Qi8xvkGW5cCqWsdJf3z74A70TZyqLqPOSQymksyRCKbRzfEMrMj5gCNfFVOhvMTAkUh2DfclpgJ0N8tzrAP',
  'E2IeUhHBftsJrZifio4Awltmh5bHR/NkcfuSufMs3MqukFKj6QNMcwd4IRaQg2RcNwKMpuEF645wJQiRp4Br+5oltOTmtX5mSzQGKQ==',
].join('');

/** Known answers, one per primitive that the program stands on. */
const PROBES: Readonly<Record<string, () => boolean>> = {
  // FIPS 180-4
  'SHA-256': () => same(createHash('sha256').update('abc').digest(), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'),
  // RFC 4231, case 2
  'HMAC-SHA256': () => same(createHmac('sha256', 'Jefe').update('what do ya want for nothing?').digest(),
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'),
  // RFC 5869, case 1
  'HKDF-SHA256': () => same(new Uint8Array(hkdfSync('sha256', Buffer.alloc(22, 0x0b), hex('000102030405060708090a0b0c'),
    hex('f0f1f2f3f4f5f6f7f8f9'), 42)),
    '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865'),
  // RFC 7914, section 12
  scrypt: () => same(scryptSync('', '', 64, { N: 16, r: 1, p: 1 }),
    '77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906'),
  'AES-256-GCM': aesGcm,
  // RFC 8032, section 7.1, test 2
  Ed25519: () => verify(null, hex('72'),
    createPublicKey({
      key: hex('302a300506032b65700321003d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c'), format: 'der', type: 'spki',
    }),
    hex('92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da'
      + '085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00')),
  'RSA-SHA256': () => {
    const key = createPublicKey({ key: Buffer.from(RSA_KEY, 'base64'), format: 'der', type: 'spki' });
    const signature = Buffer.from(RSA_SIGNATURE, 'base64');
    return verify('sha256', Buffer.from('panshi probe'), key, signature) && !verify('sha256', Buffer.from('panshi probf'), key, signature);
  },
  // The reference implementation's own test: version 0x13, 2 passes, 256 KiB, 1 lane
  Argon2id: () => same(
    hashRawSync('password', { algorithm: 2, version: 1, memoryCost: 256, timeCost: 2, parallelism: 1, outputLen: 32,
      salt: Buffer.from('somesalt') }),
    '9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe'),
};

/**
 * Checks at start that every cryptographic primitive the program uses is there and gives the published answer: Node and Electron bring
 * different libraries.
 * @returns the names of the primitives checked
 * @throws PanshiError `internal` naming those that fail; nothing must be opened then
 */
export function probeCrypto(): readonly string[] {
  const failed = Object.entries(PROBES).filter(([, probe]) => !passes(probe)).map(([name]) => name);
  if (failed.length > 0) {
    const names = failed.join(', ');
    throw refuse('internal', `本机加密组件自检失败：${names}。为保护数据，程序停止启动。`,
      `The cryptographic self-check failed: ${names}. The program stops to protect the data.`);
  }
  return Object.keys(PROBES);
}

function passes(probe: () => boolean): boolean {
  try {
    return probe();
  } catch {
    return false;
  }
}

/** The GCM specification's test case 14 (McGrew and Viega), and that a changed tag is refused. */
function aesGcm(): boolean {
  const key = Buffer.alloc(32);
  const cipher = createCipheriv('aes-256-gcm', key, Buffer.alloc(12), { authTagLength: 16 });
  const box = Buffer.concat([cipher.update(Buffer.alloc(16)), cipher.final()]);
  const tag = cipher.getAuthTag();
  if (!same(box, 'cea7403d4d606b6e074ec5d3baf39d18') || !same(tag, 'd0d1c8a799996bf0265b98b5d48ab919')) return false;
  tag.writeUInt8(tag.readUInt8(0) ^ 1, 0);
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.alloc(12), { authTagLength: 16 }).setAuthTag(tag);
  decipher.update(box);
  try {
    decipher.final();
    return false;
  } catch {
    return true;
  }
}
