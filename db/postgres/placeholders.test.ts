import { expect, test } from 'vitest';
import { numbered } from './placeholders.ts';

test('each question mark is the next parameter', () => {
  expect(numbered('SELECT a FROM t WHERE b = ? AND c IN (?, ?)')).toBe('SELECT a FROM t WHERE b = $1 AND c IN ($2, $3)');
});

test('question marks in texts, names and comments are no parameters', () => {
  const text = `SELECT 'it''s ?', "odd ""?" /* ? */ FROM t -- ?\n WHERE a = ? AND b = $$ ? $$ AND c = ?`;
  expect(numbered(text)).toBe(`SELECT 'it''s ?', "odd ""?" /* ? */ FROM t -- ?\n WHERE a = $1 AND b = $$ ? $$ AND c = $2`);
});
