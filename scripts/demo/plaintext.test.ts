import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { plaintextIn } from './plaintext.ts';

const folder = mkdtempSync(join(tmpdir(), 'panshi-plaintext-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('finds names and the header of a database wherever they stand: at the start, at the end, side by side, below folders', () => {
  mkdirSync(join(folder, 'deep', 'er'), { recursive: true });
  writeFileSync(join(folder, 'sealed'), randomBytes(300_000));
  writeFileSync(join(folder, 'start'), 'Alfreds Futterkiste, and more');
  writeFileSync(join(folder, 'end'), Buffer.concat([randomBytes(1000), Buffer.from('华东贸易')]));
  writeFileSync(join(folder, 'deep', 'er', 'db'), 'SQLite format 3\0Alfreds FutterkisteAlfreds Futterkiste华东贸易');
  writeFileSync(join(folder, 'cut'), 'Alfreds Futterkist');
  writeFileSync(join(folder, 'empty'), '');
  expect(plaintextIn(folder, ['Alfreds Futterkiste', '华东贸易']).toSorted()).toEqual([
    join('deep', 'er', 'db') + ': SQLite format 3, Alfreds Futterkiste, 华东贸易', 'end: 华东贸易', 'start: Alfreds Futterkiste',
  ]);
});
