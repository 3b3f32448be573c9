import { refuse } from '#common/errors';

/** Failures from one address within a minute; more is no person mistyping. */
const MOST = 30;
const WINDOW = 60_000;

/** What is under way from one address, and what waits for it. */
interface Line {
  underway: number;
  waiting: (() => void)[];
}

/** Slows down guessing over many names from one address; locks on single names are core/identity's. */
export class RateLimit {
  readonly #failures = new Map<string, { since: number; count: number }>();
  readonly #lines = new Map<string, Line>();

  /**
   * Does an attempt, and counts it where it fails. Of one address no more attempts are under way than could still fail: those beyond wait for how the others
   * end, so that guessing all at once gains nothing, and a whole office may sign in at nine.
   * @param isFailure whether what was thrown counts
   * @throws PanshiError `too_many`, and whatever the attempt throws
   */
  async run<T>(address: string, clock: () => number, isFailure: (error: unknown) => boolean, attempt: () => Promise<T>): Promise<T> {
    const line = this.#lines.get(address) ?? { underway: 0, waiting: [] };
    this.#lines.set(address, line);
    try {
      await this.#turn(address, clock, line);
    } catch (error) {
      this.#forget(address, line);
      throw error;
    }
    try {
      return await attempt();
    } catch (error) {
      if (isFailure(error)) this.failed(address, clock());
      throw error;
    } finally {
      line.underway -= 1;
      const { waiting } = line;
      line.waiting = [];
      for (const wake of waiting) wake();
      if (waiting.length === 0) this.#forget(address, line);
    }
  }

  async #turn(address: string, clock: () => number, line: Line): Promise<void> {
    for (;;) {
      this.check(address, clock());
      if (this.#failuresOf(address, clock()) + line.underway < MOST) break;
      await new Promise<void>((wake) => line.waiting.push(wake));
    }
    line.underway += 1;
  }

  #forget(address: string, line: Line): void {
    if (line.underway === 0 && line.waiting.length === 0 && this.#lines.get(address) === line) this.#lines.delete(address);
  }

  /** @throws PanshiError `too_many` */
  check(address: string, now: number): void {
    if (this.#failuresOf(address, now) >= MOST) throw refuse('too_many', '失败次数过多，请稍后再试。', 'Too many failures; try again in a minute.');
  }

  #failuresOf(address: string, now: number): number {
    const found = this.#failures.get(address);
    return found === undefined || now - found.since >= WINDOW ? 0 : found.count;
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
