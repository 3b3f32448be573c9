import { expect, it } from 'vitest';
import { branches, withBelow, type Department } from './tree.ts';

const department = (id: string, parent: string | null = null): Department => ({ id, version: 1, code: id, name: id, parent, archived: false });
const all = [department('south', 'sales'), department('sales'), department('guangzhou', 'south'), department('finance')];

it('departments stand under their parents, in the order of their codes', () => {
  expect(branches(all).map(({ department: { id }, depth }) => `${depth} ${id}`)).toEqual(['0 finance', '0 sales', '1 south', '2 guangzhou']);
});

it('one whose parent is out of sight stands at the top, and a ring is shown once', () => {
  expect(branches([department('a', 'gone')]).map(({ depth }) => depth)).toEqual([0]);
  expect(branches([department('a', 'b'), department('b', 'a')]).map(({ department: { id } }) => id)).toEqual(['a', 'b']);
});

it('a department cannot be moved under itself or what is below it', () => {
  expect([...withBelow(all, 'sales')].sort()).toEqual(['guangzhou', 'sales', 'south']);
});
