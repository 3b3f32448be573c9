import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newRecoveryKey, readRecoveryKey } from './recovery-key.ts';

const ALPHABET = [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'];

describe('a recovery key', () => {
  test('is eight groups of five unambiguous characters and reads back', () => {
    for (let i = 0; i < 200; i++) {
      const { shown, secret } = newRecoveryKey();
      expect(shown).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){7}[0-9A-HJKMNP-TV-Z]{5}$/);
      expect(readRecoveryKey(shown)).toEqual(secret);
    }
  });

  test('reads whatever case, spaces and dashes it is typed with, and full-width characters', () => {
    const { shown, secret } = newRecoveryKey();
    const fullWidth = [...shown].map((character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0)).join('');
    for (const typed of [shown.toLowerCase(), shown.replaceAll('-', ''), ` ${shown.replaceAll('-', ' - ')}\n`,
      shown.replaceAll('-', '—'), fullWidth]) {
      expect(readRecoveryKey(typed)).toEqual(secret);
    }
  });

  test('a single mistyped character is found, and the group is named', () => {
    fc.assert(fc.property(fc.nat(7), fc.nat(4), fc.constantFrom(...ALPHABET), (group, place, typed) => {
      const { shown } = newRecoveryKey();
      const at = group * 6 + place;
      fc.pre(shown[at] !== typed);
      const wrong = shown.slice(0, at) + typed + shown.slice(at + 1);
      expect(() => readRecoveryKey(wrong)).toThrowError(expect.objectContaining({ code: 'vault_locked',
        details: { facts: { group: group + 1 } } }));
    }));
  });

  test('two swapped characters in a group, and two swapped groups, are found', () => {
    fc.assert(fc.property(fc.nat(7), fc.nat(4), fc.nat(4), (group, one, other) => {
      const groups = newRecoveryKey().shown.split('-').map((text) => [...text]);
      const own = groups[group] ?? [];
      const [first = '', second = ''] = [own[one], own[other]];
      fc.pre(first !== second);
      own[one] = second;
      own[other] = first;
      expect(() => readRecoveryKey(groups.map((each) => each.join('')).join('-'))).toThrow(/mistyped/);
    }));
    for (let i = 0; i < 50; i++) {
      const groups = newRecoveryKey().shown.split('-');
      expect(() => readRecoveryKey([groups[1], groups[0], ...groups.slice(2)].join('-'))).toThrow(/mistyped/);
    }
  });

  test('cut, lengthened or foreign text is refused', () => {
    const { shown } = newRecoveryKey();
    for (const typed of ['', shown.slice(0, -1), `${shown}0`, shown.replace(/.$/, 'U'), shown.replace(/.$/, '石')]) {
      expect(() => readRecoveryKey(typed)).toThrowError(expect.objectContaining({ code: 'vault_locked' }));
    }
  });
});
