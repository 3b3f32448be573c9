import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { newRecoveryKey } from '#core/vault/recovery-key.ts';
import { unlockOf } from './typed-secret.ts';

const key = newRecoveryKey().shown;

it.each([key, ` ${key}\n`, key.toLowerCase(), key.replaceAll('-', ''), key.replaceAll('-', ' '), key.replaceAll('-', '－')])('takes %j for a recovery key', (typed) => {
  expect(unlockOf(typed)).toHaveProperty('recoveryKey');
});

it('takes eight dashed groups with a slip for a recovery key too, so that the slip is found', () => {
  expect(unlockOf(`${key.slice(0, -1)}${key.endsWith('0') ? '1' : '0'}`)).toHaveProperty('recoveryKey');
});

it.each(['correct horse battery staple', 'eight words which could still stand alone', randomBytes(20).toString('hex'), '口令'.repeat(20), ' spaces count '])('takes %j for a passphrase, as it is', (typed) => {
  expect(unlockOf(typed)).toEqual({ passphrase: typed });
});
