/** Which rows are marked: some, or all but some of a list that nobody holds as a whole. */
export interface Marks {
  readonly all: boolean;
  /** The marked ones, or where all are marked, the exceptions. */
  readonly ids: ReadonlySet<string>;
}

export const NO_MARKS: Marks = { all: false, ids: new Set() };
export const ALL_MARKED: Marks = { all: true, ids: new Set() };

export function isMarked(marks: Marks, id: string): boolean {
  return marks.ids.has(id) !== marks.all;
}

/** @param on marked or not; the other of what the first of them is, when left out */
export function mark(marks: Marks, ids: readonly string[], on?: boolean): Marks {
  const [first] = ids;
  if (first === undefined) return marks;
  const wanted = on ?? !isMarked(marks, first);
  const next = new Set(marks.ids);
  for (const id of ids) {
    if (wanted === marks.all) next.delete(id);
    else next.add(id);
  }
  return { all: marks.all, ids: next };
}

/** @param total rows of the list */
export function markedCount(marks: Marks, total: number): number {
  return marks.all ? Math.max(0, total - marks.ids.size) : marks.ids.size;
}
