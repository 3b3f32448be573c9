import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CHEAP, PASSPHRASE, PASSWORD } from '#server/testing';
import type { GivenAnswers } from './answers.ts';
import { initHost } from './init-host.ts';
import { openHost } from './open-host.ts';
import type { Sample } from './sample.ts';

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'panshi-init-'));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

const answers = (users: GivenAnswers['users'] = [], more: Partial<GivenAnswers> = {}): GivenAnswers => ({
  company: { name: '初建公司' },
  passphrase: PASSPHRASE,
  users,
  ...more,
});
const user = (username: string, password = PASSWORD, role = 'buyer') => ({ username, name: username, password, roles: [role] });
const init = (given: GivenAnswers, more: object = {}) => initHost({ data, answers: given, hashCost: CHEAP, ...more });

describe('a setup', () => {
  it('tells each step as it begins and ends', async () => {
    const told: string[] = [];
    await init(answers(), { progress: (step: string, done: number, of: number) => void told.push(`${step} ${done}/${of}`) });
    expect(told).toEqual(['vault 0/1', 'vault 1/1', 'store 0/1', 'store 1/1', 'company 0/1', 'company 1/1', 'people 0/1', 'people 1/1']);
  });

  it.each(['vault', 'store', 'company', 'people'])('that ends in the step %s leaves an empty folder, and can be tried again', async (last) => {
    const progress = (step: string, done: number) => {
      if (step === last && done === 1) throw new Error('the disk is full');
    };
    await expect(init(answers(), { progress })).rejects.toThrow('the disk is full');
    expect(readdirSync(data)).toEqual([]);
    await init(answers());
    await (await openHost({ data, unlock: { passphrase: PASSPHRASE }, hashCost: CHEAP })).close();
  });

  it('sweeps away what a killed one has left, but nothing else', async () => {
    for (const name of ['setup-unfinished', 'vault.json', 'store/panshi.db']) {
      mkdirSync(join(data, name, '..'), { recursive: true });
      writeFileSync(join(data, name), 'half');
    }
    await expect(openHost({ data, unlock: { passphrase: PASSPHRASE } })).rejects.toMatchObject({ code: 'not_found' });
    await init(answers());
    expect(existsSync(join(data, 'setup-unfinished'))).toBe(false);
    // A folder with a configuration holds data, whatever else lies in it.
    writeFileSync(join(data, 'setup-unfinished'), '');
    await expect(init(answers())).rejects.toMatchObject({ code: 'wrong_state' });
    await (await openHost({ data, unlock: { passphrase: PASSPHRASE }, hashCost: CHEAP })).close();
    rmSync(data, { recursive: true });
    mkdirSync(data);
    writeFileSync(join(data, 'letters.docx'), 'mine');
    await expect(init(answers())).rejects.toMatchObject({ code: 'wrong_state' });
    expect(readdirSync(data)).toEqual(['letters.docx']);
  });

  it('finds every wrong answer before it begins', async () => {
    const sample: Sample = { people: () => [{ username: 'accountant', roles: ['accountant'] }], play: () => Promise.reject(new Error('not to be played')) };
    const given = answers(
      [user('wang.fang', 'short'), user('Wang.Fang '), user('li.na', PASSPHRASE), user('accountant'), user('zhao.min', 'Nick1234-rem936')],
      { passphrase: PASSPHRASE, sample: 'small' },
    );
    await expect(init(given, { samples: { small: sample } })).rejects.toMatchObject({
      code: 'invalid',
      details: {
        problems: {
          'users.0.password': { en: 'A password has at least 10 characters.' },
          'users.1.username': { en: 'The user name wang.fang is given twice.' },
          'users.2.password': { en: expect.stringContaining('mixes at least 3') },
          passphrase: { en: "The passphrase is nobody's password." },
          'users.4.password': { en: expect.stringContaining('breached') },
          'users.3.username': { en: 'The sample has accountant (accountant); choose another user name.' },
        },
      },
    });
    await expect(init(answers([], { passphrase: '七个字符的口令' }))).rejects.toMatchObject({ details: { problems: { passphrase: { zh: '口令至少 8 个字符。' } } } });
    expect(readdirSync(data)).toEqual([]);
  });
});
