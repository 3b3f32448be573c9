/** Rows from one place of an order on. */
export interface Loaded<Row> {
  readonly rows: readonly Row[];
  /** Whether rows follow. */
  readonly more: boolean;
}

export interface RowSource<Row> {
  /** @param signal aborted when nobody looks at these rows any more */
  rows(from: number, count: number, signal: AbortSignal): Promise<Loaded<Row>>;
  /** How many there are. */
  count(signal: AbortSignal): Promise<number>;
}

interface Window<Row> {
  rows?: readonly Row[];
  /** Shown, but to be asked for again: something changed. */
  stale: boolean;
  asking?: AbortController;
}

/** Rows that are asked for at once. */
const SIZE = 100;
/** Windows that are kept: those nearest to what is looked at. */
const KEPT = 24;
/** Rows that come into sight one after the other are asked for together. */
const SETTLE_MS = 40;
/** While somebody drags the bar over rows far away, nothing is asked for until they pause: each question costs the host a walk through its index. */
const PAUSE_MS = 90;

/**
 * A long list of which only some windows are held: those that are looked at and their neighbours. What has moved out of sight before it arrived is
 * not waited for, and what is far away is forgotten, so that memory does not grow with the list.
 */
export class RowWindows<Row> {
  /** Rows of the list, as far as known: while they are being counted, those that were seen. */
  total = 0;
  /** Whether `total` is the host's count. */
  counted = false;
  /** The first rows have arrived. */
  ready = false;
  readonly #source: RowSource<Row>;
  readonly #changed: () => void;
  readonly #failed: (error: unknown) => void;
  readonly #windows = new Map<number, Window<Row>>();
  #first = 0;
  #last = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #counting: AbortController | undefined;
  #ended = false;

  constructor(source: RowSource<Row>, changed: () => void, failed: (error: unknown) => void, total?: number) {
    this.#source = source;
    this.#changed = changed;
    this.#failed = failed;
    if (total !== undefined) {
      this.total = total;
      this.counted = true;
    }
  }

  at(index: number): Row | undefined {
    return this.#windows.get(Math.floor(index / SIZE))?.rows?.[index % SIZE];
  }

  /** Rows that are held now, with their places. */
  *held(): IterableIterator<readonly [number, Row]> {
    for (const [window, { rows }] of this.#windows) {
      for (const [at, row] of (rows ?? []).entries()) yield [window * SIZE + at, row];
    }
  }

  /** Windows held in memory. */
  get size(): number {
    return this.#windows.size;
  }

  /** Asks for the first rows, and if there are more of them, for their count. */
  begin(): void {
    this.show(0, 0);
    this.#settle();
  }

  /** What is looked at now, first and last place. */
  show(first: number, last: number): void {
    this.#first = Math.max(0, Math.floor(first / SIZE));
    this.#last = Math.max(this.#first, Math.floor(last / SIZE));
    if (this.#isFar()) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#settle(), PAUSE_MS);
    } else {
      this.#timer ??= setTimeout(() => this.#settle(), SETTLE_MS);
    }
  }

  /** Whether nothing of what is looked at, nor beside it, is held or asked for. */
  #isFar(): boolean {
    for (let index = this.#first - 1; index <= this.#last + 1; index += 1) if (this.#windows.has(index)) return false;
    return this.#windows.size > 0;
  }

  /** Something changed: what is held stays in sight until the new rows are there. @param counts whether their number may have changed */
  refresh(counts = true): void {
    for (const [index, window] of this.#windows) {
      const near = index >= this.#first && index <= this.#last;
      if (!near) {
        this.#drop(index, window);
        continue;
      }
      // What is on its way is waited for first: broken off at each change, a slow answer would never come while others are at work.
      window.stale = true;
    }
    this.#settle();
    if (counts) void this.#count();
  }

  /** Puts a changed row in the place of its former self. */
  replace(index: number, row: Row): void {
    const window = this.#windows.get(Math.floor(index / SIZE));
    if (window?.rows === undefined) return;
    window.rows = window.rows.with(index % SIZE, row);
    this.#changed();
  }

  end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#counting?.abort();
    for (const [index, window] of this.#windows) this.#drop(index, window);
  }

  #settle(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#ended) return;
    for (const [index, window] of this.#windows) {
      if (window.asking !== undefined && (index < this.#first - 1 || index > this.#last + 1)) {
        window.asking.abort();
        delete window.asking;
        if (window.rows === undefined) this.#windows.delete(index);
      }
    }
    for (let index = this.#first; index <= this.#last; index += 1) this.#want(index);
    // The neighbours are there before they are needed, but after what is looked at.
    if (this.#hasSight()) for (const index of [this.#last + 1, this.#first - 1]) this.#want(index);
    this.#forgetFar();
  }

  #hasSight(): boolean {
    for (let index = this.#first; index <= this.#last; index += 1) {
      if (this.#windows.get(index)?.rows === undefined && !(this.counted && index * SIZE >= this.total)) return false;
    }
    return true;
  }

  #want(index: number): void {
    if (index < 0 || (this.counted && index > 0 && index * SIZE >= this.total)) return;
    const window = this.#windows.get(index) ?? { stale: false };
    if (window.asking !== undefined || (window.rows !== undefined && !window.stale)) return;
    this.#windows.set(index, window);
    void this.#ask(index, window);
  }

  async #ask(index: number, window: Window<Row>): Promise<void> {
    const asking = new AbortController();
    window.asking = asking;
    window.stale = false;
    try {
      const { rows, more } = await this.#source.rows(index * SIZE, SIZE, asking.signal);
      if (asking.signal.aborted) return;
      delete window.asking;
      window.rows = rows;
      this.#learn(index, rows.length, more);
      this.#changed();
      // The neighbours were left for later.
      if (this.#timer === undefined) this.#settle();
    } catch (error) {
      if (asking.signal.aborted) return;
      delete window.asking;
      window.rows ??= [];
      this.#failed(error);
    }
  }

  /** The end of the list is where no rows follow; until that or the count is known, what was seen and one more. */
  #learn(index: number, length: number, more: boolean): void {
    const seen = index * SIZE + length;
    this.ready = true;
    if (!more && (length > 0 || index === 0)) {
      this.total = seen;
      this.counted = true;
      this.#counting?.abort();
      return;
    }
    if (!this.counted || seen > this.total) this.total = Math.max(this.total, seen + (more ? 1 : 0));
    if (!this.counted && this.#counting === undefined) void this.#count();
  }

  async #count(): Promise<void> {
    this.#counting?.abort();
    const counting = new AbortController();
    this.#counting = counting;
    try {
      const total = await this.#source.count(counting.signal);
      if (counting.signal.aborted) return;
      this.total = total;
      this.counted = true;
      this.#changed();
    } catch (error) {
      if (!counting.signal.aborted) this.#failed(error);
    }
  }

  #forgetFar(): void {
    if (this.#windows.size <= KEPT) return;
    const middle = (this.#first + this.#last) / 2;
    const far = [...this.#windows.keys()].sort((a, b) => Math.abs(b - middle) - Math.abs(a - middle));
    for (const index of far.slice(0, this.#windows.size - KEPT)) {
      const window = this.#windows.get(index);
      if (window !== undefined) this.#drop(index, window);
    }
  }

  #drop(index: number, window: Window<Row>): void {
    window.asking?.abort();
    this.#windows.delete(index);
  }
}
