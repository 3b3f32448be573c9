import { refuse } from '#common/errors';

/** Failures in a row that cost nothing: people mistype. */
const FREE = 4;
const LONGEST_SECONDS = 60;

/** Slows guessing down: from the fifth failure in a row on, the next attempt has to wait, twice as long each time, up to a minute. */
export class Attempts {
  #failures = 0;
  #until = 0;

  /** @param now milliseconds @throws PanshiError `too_many`, with the seconds to wait */
  check(now: number): void {
    if (now >= this.#until) return;
    const seconds = Math.ceil((this.#until - now) / 1000);
    throw refuse('too_many', `失败次数过多，请 ${seconds} 秒后再试。`, `Too many failures; try again in ${seconds} s.`, { facts: { seconds } });
  }

  failed(now: number): void {
    this.#failures += 1;
    const seconds = this.#failures <= FREE ? 0 : Math.min(LONGEST_SECONDS, 2 ** (this.#failures - FREE - 1));
    this.#until = now + seconds * 1000;
  }

  succeeded(): void {
    this.#failures = 0;
    this.#until = 0;
  }
}
