/** A column grows to so many times its width at most: figures far from their names are hard to follow. */
const MOST = 1.7;

/** Widths of columns in a room: what is left over goes to those that grow. */
export function spread(columns: readonly { readonly width: number; readonly grows: boolean }[], room: number): readonly number[] {
  const needed = columns.reduce((sum, column) => sum + column.width, 0);
  const growing = columns.reduce((sum, column) => sum + (column.grows ? column.width : 0), 0);
  if (room <= needed || growing === 0) return columns.map((column) => column.width);
  const factor = Math.min(MOST, 1 + (room - needed) / growing);
  return columns.map((column) => (column.grows ? Math.floor(column.width * factor) : column.width));
}
