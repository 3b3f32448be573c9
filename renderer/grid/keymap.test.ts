import { describe, expect, it } from 'vitest';
import { gridKey, moved, type GridKey, type Place } from './keymap.ts';

function press(keys: string, from: Place, rows = 100, columns = 6): Place {
  const key = gridKey(keys) as Extract<GridKey, { does: 'move' }>;
  expect(key.does).toBe('move');
  return moved(from, key, rows, columns, 20);
}

describe('keys of a grid', () => {
  it.each([
    ['arrowdown', { row: 5, column: 2 }, { row: 6, column: 2 }],
    ['arrowright', { row: 5, column: 5 }, { row: 5, column: 5 }],
    ['pagedown', { row: 5, column: 2 }, { row: 25, column: 2 }],
    ['pagedown', { row: 95, column: 2 }, { row: 99, column: 2 }],
    ['home', { row: 5, column: 2 }, { row: 5, column: 0 }],
    ['ctrl+end', { row: 5, column: 2 }, { row: 99, column: 5 }],
    ['ctrl+home', { row: 5, column: 2 }, { row: 0, column: 0 }],
    ['shift+arrowup', { row: 5, column: 2 }, { row: 4, column: 2 }],
  ])('%s leads from %o to %o', (keys, from, to) => {
    expect(press(keys, from)).toEqual(to);
  });

  it('goes up from the first row into the header, and down again', () => {
    expect(press('arrowup', { row: 0, column: 1 })).toEqual({ row: -1, column: 1 });
    expect(press('arrowright', { row: -1, column: 1 })).toEqual({ row: -1, column: 2 });
    expect(press('arrowdown', { row: -1, column: 1 })).toEqual({ row: 0, column: 1 });
    expect(press('pageup', { row: 3, column: 1 })).toEqual({ row: 0, column: 1 });
  });

  it('extends with Shift', () => {
    expect(gridKey('shift+arrowdown')).toMatchObject({ does: 'move', extends: true });
    expect(gridKey('ctrl+shift+end')).toMatchObject({ does: 'move', extends: true, rows: 'last' });
    expect(gridKey('arrowdown')).toMatchObject({ extends: false });
  });

  it('leaves keys alone that are not its own', () => {
    expect(gridKey('ctrl+n')).toBeUndefined();
    expect(gridKey('alt+arrowleft')).toBeUndefined();
    expect(gridKey('a')).toBeUndefined();
  });
});
