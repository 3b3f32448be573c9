/** Tallest sheet a browser scrolls exactly, with room for zoom: Chromium ends at 33 million pixels, Firefox at 17. */
export const TALLEST = 12_000_000;

/** A scroll bar over rows that may be more than a browser can make room for. */
export interface Sheet {
  readonly rows: number;
  readonly rowHeight: number;
  /** Height of what is seen of the rows. */
  readonly view: number;
}

/** What the scroll bar is given to scroll. */
export function sheetHeight({ rows, rowHeight }: Sheet): number {
  return Math.min(rows * rowHeight, TALLEST);
}

/** Whether places on the scroll bar stand for more than one pixel of rows. */
export function isScaled({ rows, rowHeight }: Sheet): boolean {
  return rows * rowHeight > TALLEST;
}

/** How far down the rows are, in their own pixels, when the scroll bar is at a place. */
export function rowsTop(sheet: Sheet, scrollTop: number): number {
  if (!isScaled(sheet)) return scrollTop;
  const room = sheetHeight(sheet) - sheet.view;
  return room <= 0 ? 0 : (Math.min(scrollTop, room) / room) * mostTop(sheet);
}

/** Where the scroll bar stands when the rows are so far down. */
export function barTop(sheet: Sheet, top: number): number {
  if (!isScaled(sheet)) return top;
  const most = mostTop(sheet);
  return most <= 0 ? 0 : (Math.min(Math.max(top, 0), most) / most) * (sheetHeight(sheet) - sheet.view);
}

/** As far down as rows go. */
export function mostTop({ rows, rowHeight, view }: Sheet): number {
  return Math.max(0, rows * rowHeight - view);
}

/** Rows in sight, first and last place, with a few around them. */
export function inSight({ rows, rowHeight, view }: Sheet, top: number, around = 4): { readonly first: number; readonly last: number } {
  const first = Math.max(0, Math.floor(top / rowHeight) - around);
  const last = Math.min(rows - 1, Math.ceil((top + view) / rowHeight) - 1 + around);
  return { first: Math.min(first, Math.max(0, rows - 1)), last };
}

/** How far down rows must be for one of them to be seen whole; unchanged when it is already. */
export function topFor(sheet: Sheet, top: number, row: number): number {
  const above = row * sheet.rowHeight;
  if (above < top) return above;
  if (above + sheet.rowHeight > top + sheet.view) return Math.max(0, above + sheet.rowHeight - sheet.view);
  return top;
}
