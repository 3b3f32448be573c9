import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blindIndex, openCell, sealCell } from './cell.ts';
import { createVault } from './vault.ts';
import type { Vault } from './open-vault.ts';

const ID_CARD = '11010519491231002X';
const place = { table: 'contact', column: 'idCard', row: '01935f1e-0000-7000-8000-000000000001' };
let dir: string;
let vault: Vault;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'panshi-cell-'));
  ({ vault } = await createVault(dir, { passphrase: 'a sound passphrase' }));
});
afterAll(() => rmSync(dir, { recursive: true }));

describe('a sealed cell', () => {
  test('opens where it was sealed, for any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => openCell(vault, place, sealCell(vault, place, text)) === text));
  });

  test('shows neither the text nor that two texts are equal', () => {
    const [one, other] = [sealCell(vault, place, ID_CARD), sealCell(vault, place, ID_CARD)];
    expect(one).not.toBe(other);
    expect(Buffer.from(one.slice(3), 'base64url').toString('latin1')).not.toContain(ID_CARD);
  });

  test('does not open in another row, column or table', () => {
    const sealed = sealCell(vault, place, ID_CARD);
    for (const moved of [{ ...place, row: 'other' }, { ...place, column: 'phone' }, { ...place, table: 'employee' }]) {
      expect(() => openCell(vault, moved, sealed)).toThrowError(expect.objectContaining({ code: 'store_broken' }));
    }
    // The border between table and column counts: contact + idCard is not contactid + Card.
    expect(() => openCell(vault, { ...place, table: 'contacti', column: 'dCard' }, sealed)).toThrow(/changed or moved/);
  });

  test('any other spelling of it is refused: every changed character, cut, lengthened, unsealed text', () => {
    const sealed = sealCell(vault, place, ID_CARD);
    for (let at = 0; at < sealed.length; at++) {
      const wrong = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
      expect(() => openCell(vault, place, wrong)).toThrowError(expect.objectContaining({ code: 'store_broken' }));
    }
    for (const wrong of ['', 'c1.', sealed.slice(0, -1), `${sealed}A`, `${sealed}=`, `${sealed}\n`, ID_CARD]) {
      expect(() => openCell(vault, place, wrong)).toThrowError(expect.objectContaining({ code: 'store_broken' }));
    }
  });
});

describe('a blind index', () => {
  test('finds equal texts of one column, tells nothing across columns, and does not hold the text', () => {
    const index = blindIndex(vault, place, ID_CARD);
    expect(index).toMatch(/^[\w-]{43}$/);
    expect(blindIndex(vault, { table: 'contact', column: 'idCard' }, ID_CARD)).toBe(index);
    expect(blindIndex(vault, place, '11010519491231003X')).not.toBe(index);
    expect(blindIndex(vault, { ...place, column: 'phone' }, ID_CARD)).not.toBe(index);
    expect(blindIndex(vault, { ...place, table: 'employee' }, ID_CARD)).not.toBe(index);
  });

  test('differs between two firms', async () => {
    const other = mkdtempSync(join(tmpdir(), 'panshi-cell-'));
    const { vault: theirs } = await createVault(other, { passphrase: 'a sound passphrase' });
    rmSync(other, { recursive: true });
    expect(blindIndex(theirs, place, ID_CARD)).not.toBe(blindIndex(vault, place, ID_CARD));
  });
});
