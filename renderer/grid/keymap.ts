/** What a key does in a grid that is read. */
export type GridKey =
  | { readonly does: 'move'; readonly rows: number | 'page' | '-page' | 'first' | 'last'; readonly columns: number | 'first' | 'last'; readonly extends: boolean }
  | { readonly does: 'open' | 'behind' | 'mark' | 'mark-all' | 'copy' | 'edit' | 'menu' | 'leave' };

const still = { rows: 0, columns: 0 } as const;
type To = Pick<Extract<GridKey, { does: 'move' }>, 'rows' | 'columns'>;
const MOVES: Readonly<Record<string, To>> = {
  arrowup: { ...still, rows: -1 },
  arrowdown: { ...still, rows: 1 },
  arrowleft: { ...still, columns: -1 },
  arrowright: { ...still, columns: 1 },
  pageup: { ...still, rows: '-page' },
  pagedown: { ...still, rows: 'page' },
  home: { ...still, columns: 'first' },
  end: { ...still, columns: 'last' },
  'ctrl+home': { rows: 'first', columns: 'first' },
  'ctrl+end': { rows: 'last', columns: 'last' },
  'ctrl+arrowup': { ...still, rows: 'first' },
  'ctrl+arrowdown': { ...still, rows: 'last' },
};

const ACTS: Readonly<Record<string, Exclude<GridKey['does'], 'move'>>> = {
  enter: 'open',
  'ctrl+enter': 'behind',
  ' ': 'mark',
  'ctrl+a': 'mark-all',
  'ctrl+c': 'copy',
  f2: 'edit',
  'shift+f10': 'menu',
  contextmenu: 'menu',
  escape: 'leave',
};

/** @param keys as `pressed` writes them */
export function gridKey(keys: string): GridKey | undefined {
  const act = ACTS[keys];
  if (act !== undefined) return { does: act };
  const extending = /(^|\+)shift\+/.test(keys);
  const move = MOVES[keys.replace(/shift\+/, '')];
  return move === undefined ? undefined : { does: 'move', ...move, extends: extending };
}

/** A place in the grid; row -1 is the header. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** Where a move leads. @param page rows that are seen at once */
export function moved(from: Place, move: Extract<GridKey, { does: 'move' }>, rows: number, columns: number, page: number): Place {
  const steps = { page, '-page': -page, first: -Infinity, last: Infinity } as const;
  const by = typeof move.rows === 'number' ? move.rows : steps[move.rows];
  const across = typeof move.columns === 'number' ? move.columns : steps[move.columns];
  // Only a step up from the first row leads into the header.
  const top = by === -1 && !move.extends ? -1 : from.row === -1 && by === 0 ? -1 : 0;
  return { row: clamp(from.row + by, top, rows - 1), column: clamp(from.column + across, 0, columns - 1) };
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, Math.max(least, most)));
}
