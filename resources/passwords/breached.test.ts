import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test('the list holds thousands of lower-case passwords of eight characters or more, each once, in order', () => {
  const text = readFileSync(join(import.meta.dirname, 'breached.txt'), 'utf8');
  expect(text.endsWith('\n')).toBe(true);
  const words = text.slice(0, -1).split('\n');
  expect(words.length).toBeGreaterThan(15_000);
  expect(words.filter((word) => word.length < 8 || word !== word.toLowerCase() || word !== word.trim())).toEqual([]);
  expect(words).toEqual([...new Set(words)].toSorted());
  expect(words).toEqual(expect.arrayContaining(['password1', '12345678', 'qwertyuiop', 'administrator']));
});
