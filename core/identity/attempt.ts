import { createHash } from 'node:crypto';
import { refuse, type PanshiError } from '#common/errors';
import { contextOf, type Context, type Principal } from '#core/context';
import type { Store, Transaction } from '#db';
import type { AuditSink } from './audit-sink.ts';
import { forgetStrangers, readCredential, writeCredential, type Credential } from './credentials.ts';
import { afterFailure, isLocked, NO_ATTEMPTS, type LockoutRule } from './lockout.ts';
import { asText } from './stored.ts';

/** Somebody at the door, who says a name. */
export interface AttemptRequest {
  readonly username: string;
  readonly terminal?: string | null;
  readonly address?: string | null;
  readonly requestId?: string;
  /** Of somebody who is signed in already, and proves it once more. */
  readonly context?: Context;
}

/** What is done once a person is proved, and for how long it is good. */
export interface Accepted<T> {
  readonly value: T;
  readonly session: string | null;
}

/** A way to prove who one is. */
export interface Proof<T> {
  /** As the log names it. */
  readonly event: string;
  /** What the log says of a failure; the caller learns no more than `refusal`. */
  readonly wrong: string;
  refusal(): PanshiError;
  /** Takes as long, and asks the store as much, whether anybody has the name or not. @param key the user's id, or a stranger's */
  holds(key: string, credential: Credential | undefined): Promise<boolean>;
  /** What is slow, outside the unit of work. @returns what is done in it; the context is that of the person */
  prepare(userId: string, username: string): Promise<(transaction: Transaction, credential: Credential | undefined, context: Context) => Promise<Accepted<T>>>;
}

export interface AttemptParts {
  readonly store: Store;
  readonly audit: AuditSink;
  readonly clock: () => Date;
  readonly newId: () => string;
  readonly lockout: LockoutRule;
  /** A hash that no password fits, as dear as the others: for names that nobody has. */
  readonly strangerHash: Promise<string>;
}

/** Nobody in particular: whoever stands at the door. */
const GUEST: Principal = { kind: 'program', userId: null, name: 'sign-in', roles: [], department: null, departments: [] };

/**
 * Attempts to be somebody. Names that nobody has are counted, locked, hashed and logged just like the others, so that answer and time tell nothing.
 * Attempts on one name wait for each other, whatever they prove it by: guessing in parallel gains nothing.
 */
export class Attempts {
  readonly #parts: AttemptParts;
  readonly #lines = new Map<string, Promise<unknown>>();

  constructor(parts: AttemptParts) {
    this.#parts = parts;
  }

  /** @throws PanshiError the proof's refusal, or `locked` after too many failures */
  async run<T>(request: AttemptRequest, proof: Proof<T>): Promise<T> {
    const username = normalUsername(request.username);
    const before = this.#lines.get(username) ?? Promise.resolve();
    const mine = before.then(
      () => this.#attempt(username, request, proof),
      () => this.#attempt(username, request, proof),
    );
    this.#lines.set(username, mine);
    try {
      return await mine;
    } finally {
      if (this.#lines.get(username) === mine) this.#lines.delete(username);
    }
  }

  async #attempt<T>(username: string, request: AttemptRequest, proof: Proof<T>): Promise<T> {
    const { store, clock, lockout } = this.#parts;
    const known = await this.#find(username);
    const key = known?.id ?? strangerKey(username);
    const credential = await readCredential(store.reader, key);
    const holds = await proof.holds(key, known === undefined ? undefined : credential);
    const now = clock();
    const locked = credential !== undefined && isLocked(credential, now);
    if (holds && known?.active === true && !locked) return await this.#accept(known.id, username, request, proof, now);
    const reason = locked ? 'locked' : proof.wrong;
    const hash = await this.#parts.strangerHash;
    await store.write(async (transaction) => {
      const current = (await readCredential(transaction, key)) ?? noPassword(key, hash, now);
      if (!isLocked(current, now)) await writeCredential(transaction, { ...current, ...afterFailure(current, now, lockout) });
      if (known === undefined) await forgetStrangers(transaction, new Date(now.getTime() - lockout.minutes * 60_000).toISOString());
      await this.#log(transaction, username, known?.id ?? null, request, proof.event, null, reason);
    });
    throw locked ? lockedOut(lockout.minutes) : proof.refusal();
  }

  async #accept<T>(userId: string, username: string, request: AttemptRequest, proof: Proof<T>, now: Date): Promise<T> {
    const accept = await proof.prepare(userId, username);
    return await this.#parts.store.write(async (transaction) => {
      const current = await readCredential(transaction, userId);
      if (current !== undefined && isLocked(current, now)) throw proof.refusal();
      const { value, session } = await accept(transaction, current, this.#context(username, userId, request, null));
      await this.#log(transaction, username, userId, request, proof.event, session, null);
      return value;
    });
  }

  async #find(username: string): Promise<{ id: string; active: boolean } | undefined> {
    const [row] = await this.#parts.store.reader.rows(`SELECT id, active, archived FROM "user" WHERE username = ?`, [username]);
    if (row === undefined) return undefined;
    return { id: asText(row[0]), active: Number(row[1]) !== 0 && Number(row[2]) === 0 };
  }

  #context(username: string, userId: string | null, request: AttemptRequest, session: string | null): Context {
    return request.context ?? contextOf({
      principal: userId === null ? GUEST : { ...GUEST, userId, name: username },
      company: null,
      session,
      terminal: request.terminal ?? null,
      address: request.address ?? null,
      clock: this.#parts.clock,
      newId: this.#parts.newId,
      ...(request.requestId === undefined ? {} : { requestId: request.requestId }),
    });
  }

  async #log(
    transaction: Transaction,
    username: string,
    userId: string | null,
    request: AttemptRequest,
    event: string,
    session: string | null,
    failure: string | null,
  ): Promise<void> {
    await this.#parts.audit.append(transaction, this.#context(username, userId, request, session), {
      event,
      ok: failure === null,
      // What was typed where a name belongs may be a password: an unknown one is kept as its fingerprint only.
      after: userId === null ? { usernameSha256: fingerprint(username) } : { username },
      ...(userId === null ? {} : { object: 'user', record: userId }),
      ...(failure === null ? {} : { reason: failure }),
    });
  }
}

/** User names are compared without regard to case and width. */
export function normalUsername(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase();
}

/** Whether a normal user name is spelt as one. */
export function isUsername(name: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u.test(name);
}

function fingerprint(username: string): string {
  return createHash('sha256').update(username, 'utf8').digest('hex');
}

function strangerKey(username: string): string {
  return `?${fingerprint(username).slice(0, 35)}`;
}

/** Where failures are counted for somebody who has no password, or is nobody. */
function noPassword(key: string, hash: string, now: Date): Credential {
  return { userId: key, passwordHash: hash, changedAt: now.toISOString(), previous: [], mustChange: false, ...NO_ATTEMPTS };
}

function lockedOut(minutes: number): PanshiError {
  return refuse(
    'locked',
    `失败次数过多，请在 ${minutes} 分钟后再试，或联系管理员。`,
    `Too many failures. Try again in ${minutes} minutes, or ask an administrator.`,
  );
}
