import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findElectron } from './electron.ts';

it('finds Electron only where its program is, and not merely its package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'panshi-electron-'));
  expect(findElectron(folder)).toBeUndefined();
  writeFileSync(join(folder, 'path.txt'), 'electron\n');
  expect(findElectron(folder)).toBeUndefined();
  mkdirSync(join(folder, 'dist'));
  writeFileSync(join(folder, 'dist', 'electron'), '');
  expect(findElectron(folder)).toBe(join(folder, 'dist', 'electron'));
  rmSync(folder, { recursive: true });
});
