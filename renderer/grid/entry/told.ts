import type { Place } from './columns.ts';

/** What is wrong at one place of the rows; without a column, with the row as a whole. */
export interface Told {
  readonly row: number;
  readonly column: number | undefined;
  readonly sentence: string;
}

/**
 * What to say below the rows of what is marked in them: what is wrong at the cell with the focus, else in its row, else in the first row that is marked. A mark
 * whose reason only a mouse can find helps nobody who types.
 * @param problem what is wrong at a place, if anything; without a column, with the row as a whole
 */
export function toldOf(rows: number, columns: number, at: Place, problem: (row: number, column: number | undefined) => string | undefined): Told | undefined {
  const say = (row: number, column: number | undefined): Told | undefined => {
    const sentence = problem(row, column);
    return sentence === undefined ? undefined : { row, column, sentence };
  };
  const inRow = (row: number): Told | undefined => {
    for (let column = 0; column < columns; column += 1) {
      const told = say(row, column);
      if (told) return told;
    }
    return say(row, undefined);
  };
  const here = say(at.row, at.column) ?? inRow(at.row);
  if (here) return here;
  for (let row = 0; row < rows; row += 1) {
    const told = inRow(row);
    if (told) return told;
  }
  return undefined;
}
