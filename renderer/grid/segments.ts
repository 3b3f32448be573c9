/** A stretch of lines in a grid: one header, or the rows of an open group. */
export interface Segment {
  readonly length: number;
}

/** Which stretch a line falls into, and where in it. */
export class Segments<S extends Segment> {
  readonly total: number;
  readonly #all: readonly S[];
  readonly #starts: readonly number[];

  constructor(all: readonly S[]) {
    const starts: number[] = [];
    let total = 0;
    for (const segment of all) {
      starts.push(total);
      total += segment.length;
    }
    this.#all = all;
    this.#starts = starts;
    this.total = total;
  }

  find(line: number): { readonly segment: S; readonly at: number } | undefined {
    if (line < 0 || line >= this.total) return undefined;
    let low = 0;
    let high = this.#all.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#starts[middle] ?? 0) <= line) low = middle;
      else high = middle - 1;
    }
    const segment = this.#all[low];
    return segment === undefined ? undefined : { segment, at: line - (this.#starts[low] ?? 0) };
  }

  /** Stretches that lie between two lines, with the part of each that does. */
  *between(first: number, last: number): IterableIterator<{ readonly segment: S; readonly from: number; readonly to: number }> {
    for (const [index, segment] of this.#all.entries()) {
      const start = this.#starts[index] ?? 0;
      if (segment.length === 0 || start > last || start + segment.length - 1 < first) continue;
      yield { segment, from: Math.max(0, first - start), to: Math.min(segment.length - 1, last - start) };
    }
  }
}
