import { refuse } from '#common/errors';

/** Failures from one address within a minute; more is no person mistyping. */
const MOST = 30;
const WINDOW = 60_000;

/** Slows down guessing over many names from one address; locks on single names are core/identity's. */
export class RateLimit {
  readonly #failures = new Map<string, { since: number; count: number }>();

  /** @throws PanshiError `too_many` */
  check(address: string, now: number): void {
    const found = this.#failures.get(address);
    if (found === undefined || now - found.since >= WINDOW || found.count < MOST) return;
    throw refuse('too_many', '失败次数过多，请稍后再试。', 'Too many failures; try again in a minute.');
  }

  failed(address: string, now: number): void {
    const found = this.#failures.get(address);
    if (found !== undefined && now - found.since < WINDOW) {
      found.count++;
      return;
    }
    if (this.#failures.size > 10_000) this.#failures.clear();
    this.#failures.set(address, { since: now, count: 1 });
  }
}
