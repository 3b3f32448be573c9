import type { LockReason } from '#common/desktop';
import type { SessionToken } from '../session/index.ts';

export interface SessionLockParts {
  readonly token: SessionToken;
  /** Asks the page to lock: it keeps drafts first, and then ends the session itself. */
  ask(reason: LockReason): void;
  /** Asks the host to end the session that stands behind these headers. */
  end(headers: Headers): Promise<unknown>;
  /** Shows the page anew, as somebody finds it who is not signed in. */
  reload(): void;
  /** @returns takes it back */
  later(work: () => void, ms: number): () => void;
}

/** So long a page may take over its drafts. */
export const GRACE_MS = 5000;
/** So long a host may take to end a session, when the program is to end. */
const PATIENCE_MS = 2000;

/** Ends sessions: by the page when it does what it is asked for, and without it when it does not. */
export class SessionLock {
  readonly #parts: SessionLockParts;
  #takeBack: (() => void) | undefined;

  constructor(parts: SessionLockParts) {
    this.#parts = parts;
  }

  lock(reason: LockReason): void {
    const { token, ask, later } = this.#parts;
    if (!token.isHeld || this.#takeBack !== undefined) return;
    ask(reason);
    this.#takeBack = later(() => {
      this.#takeBack = undefined;
      if (!token.isHeld) return;
      void this.end();
      this.#parts.reload();
    }, GRACE_MS);
  }

  /** Ends the session now; the token is gone at once, whatever the host says. */
  async end(): Promise<void> {
    const { token, end, later } = this.#parts;
    this.#takeBack?.();
    this.#takeBack = undefined;
    if (!token.isHeld) return;
    const headers = token.headersFor(new Headers());
    token.forget();
    const patience = Promise.withResolvers<void>();
    const noMore = later(() => patience.resolve(), PATIENCE_MS);
    await Promise.race([end(headers).catch(() => undefined), patience.promise]);
    noMore();
  }

  /** The page has ended it: nothing is left to be done. */
  ended(): void {
    this.#takeBack?.();
    this.#takeBack = undefined;
  }
}
