/** A line of people waiting: first come, first served, one at a time. */
export class Line {
  #last: Promise<unknown> = Promise.resolve();

  /** Waits for all who came before, then does the work. */
  enter<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.then(forget, forget);
    return turn;
  }

  /** Until nobody is waiting, including those who come meanwhile. */
  async idle(): Promise<void> {
    let seen: Promise<unknown> | undefined;
    while (seen !== this.#last) {
      seen = this.#last;
      await seen;
    }
  }
}

function forget(): void {}
