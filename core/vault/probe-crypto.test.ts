import { expect, test } from 'vitest';
import { probeCrypto } from './probe-crypto.ts';

test('this machine has every primitive the program stands on, with the published answers', () => {
  expect(probeCrypto()).toEqual(['SHA-256', 'HMAC-SHA256', 'HKDF-SHA256', 'scrypt', 'AES-256-GCM', 'Ed25519', 'RSA-SHA256', 'Argon2id']);
});
