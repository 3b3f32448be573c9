import { createHash, timingSafeEqual } from 'node:crypto';
import { refuse } from '#common/errors';
import { RateLimit } from '../http/rate-limit.ts';

/** Who may set up or unlock: whoever was shown the code. Without one, everybody who reaches the door; the desktop's stands open to its own window alone. */
export class SetupCode {
  readonly #digest: Buffer | undefined;
  readonly #limit = new RateLimit();

  constructor(code: string | undefined) {
    this.#digest = code === undefined ? undefined : digest(code);
  }

  /** @param now milliseconds @throws PanshiError `forbidden` for a wrong code, `too_many` for too many of them */
  require(given: string | undefined, address: string, now: number): void {
    if (this.#digest === undefined) return;
    this.#limit.check(address, now);
    // Digests are of one length, so that the comparison takes the same time whatever was given.
    if (timingSafeEqual(this.#digest, digest(given ?? ''))) return;
    this.#limit.failed(address, now);
    throw refuse('forbidden', '请用终端中显示的完整地址打开，其中带有设置码。', 'Open the whole address that the terminal showed: it carries the setup code.');
  }
}

function digest(code: string): Buffer {
  return createHash('sha256').update(code, 'utf8').digest();
}
