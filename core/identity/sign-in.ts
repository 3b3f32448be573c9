import { createHash } from 'node:crypto';
import { refuse, type PanshiError } from '#common/errors';
import { contextOf, type Context, type Principal } from '#core/context';
import type { Store, Transaction } from '#db';
import type { AuditSink } from './audit-sink.ts';
import { forgetStrangers, readCredential, writeCredential, type Credential } from './credentials.ts';
import { afterFailure, isLocked, NO_ATTEMPTS, type LockoutRule } from './lockout.ts';
import { fitsHash } from './passwords.ts';
import { insertSession, newToken, tokenHash } from './sessions.ts';
import { asText } from './stored.ts';

export interface SignInRequest {
  readonly username: string;
  readonly password: string;
  readonly code?: string | undefined;
  readonly terminal?: string | null;
  readonly address?: string | null;
  readonly requestId?: string;
}

export interface SignInParts {
  readonly store: Store;
  readonly audit: AuditSink;
  readonly clock: () => Date;
  readonly newId: () => string;
  readonly lockout: LockoutRule;
  /** A hash that no password fits, as dear as the others: for names that nobody has. */
  readonly strangerHash: Promise<string>;
}

/** Nobody in particular: whoever tries to sign in. */
const GUEST: Principal = { kind: 'program', userId: null, name: 'sign-in', roles: [], department: null, departments: [] };

/**
 * Signs people in. Names that nobody has are counted, locked, hashed and logged just like the others, so that answer and time tell nothing.
 * Attempts on one name wait for each other: guessing in parallel gains nothing.
 */
export class SignIn {
  readonly #parts: SignInParts;
  readonly #lines = new Map<string, Promise<unknown>>();

  constructor(parts: SignInParts) {
    this.#parts = parts;
  }

  /** @throws PanshiError `unauthenticated`, or `locked` after too many failures */
  async run(request: SignInRequest): Promise<{ token: string; sessionId: string; userId: string }> {
    const username = normalUsername(request.username);
    const before = this.#lines.get(username) ?? Promise.resolve();
    const mine = before.then(
      () => this.#attempt(username, request),
      () => this.#attempt(username, request),
    );
    this.#lines.set(username, mine);
    try {
      return await mine;
    } finally {
      if (this.#lines.get(username) === mine) this.#lines.delete(username);
    }
  }

  async #attempt(username: string, request: SignInRequest): Promise<{ token: string; sessionId: string; userId: string }> {
    const { store, clock } = this.#parts;
    const known = await this.#find(username);
    const key = known?.id ?? strangerKey(username);
    const credential = await readCredential(store.reader, key);
    const hash = known === undefined || credential === undefined ? await this.#parts.strangerHash : credential.passwordHash;
    const fits = await fitsHash(request.password, hash);
    const now = clock();
    const locked = credential !== undefined && isLocked(credential, now);
    if (fits && known?.active === true && !locked) return await this.#succeed(known.id, username, request, now);
    const reason = locked ? 'locked' : 'wrong name or password';
    await store.write(async (transaction) => {
      const current = (await readCredential(transaction, key)) ?? stranger(key, hash, now);
      if (!isLocked(current, now)) {
        await writeCredential(transaction, { ...current, ...afterFailure(current, now, this.#parts.lockout) });
      }
      if (known === undefined) {
        await forgetStrangers(transaction, new Date(now.getTime() - this.#parts.lockout.minutes * 60_000).toISOString());
      }
      await this.#log(transaction, username, known?.id ?? null, request, null, reason);
    });
    throw locked ? lockedOut(this.#parts.lockout.minutes) : wrongNameOrPassword();
  }

  async #succeed(
    userId: string,
    username: string,
    request: SignInRequest,
    now: Date,
  ): Promise<{ token: string; sessionId: string; userId: string }> {
    const token = newToken();
    const sessionId = this.#parts.newId();
    await this.#parts.store.write(async (transaction) => {
      const current = await readCredential(transaction, userId);
      if (current === undefined || isLocked(current, now)) throw wrongNameOrPassword();
      if (current.failures > 0) await writeCredential(transaction, { ...current, ...NO_ATTEMPTS });
      await insertSession(transaction, {
        id: sessionId,
        tokenHash: tokenHash(token),
        userId,
        companyId: null,
        createdAt: now.toISOString(),
        seenAt: now.toISOString(),
        endedAt: null,
        terminal: request.terminal ?? null,
        address: request.address ?? null,
      });
      await this.#log(transaction, username, userId, request, sessionId, null);
    });
    return { token, sessionId, userId };
  }

  async #find(username: string): Promise<{ id: string; active: boolean } | undefined> {
    const [row] = await this.#parts.store.reader.rows(`SELECT id, active, archived FROM "user" WHERE username = ?`, [username]);
    if (row === undefined) return undefined;
    return { id: asText(row[0]), active: Number(row[1]) !== 0 && Number(row[2]) === 0 };
  }

  async #log(
    transaction: Transaction,
    username: string,
    userId: string | null,
    request: SignInRequest,
    sessionId: string | null,
    failure: string | null,
  ): Promise<void> {
    const principal = userId === null ? GUEST : { ...GUEST, userId, name: username };
    const context: Context = contextOf({
      principal,
      company: null,
      session: sessionId,
      terminal: request.terminal ?? null,
      address: request.address ?? null,
      clock: this.#parts.clock,
      newId: this.#parts.newId,
      ...(request.requestId === undefined ? {} : { requestId: request.requestId }),
    });
    await this.#parts.audit.append(transaction, context, {
      event: 'session.sign-in',
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

function fingerprint(username: string): string {
  return createHash('sha256').update(username, 'utf8').digest('hex');
}

function strangerKey(username: string): string {
  return `?${fingerprint(username).slice(0, 35)}`;
}

function stranger(key: string, hash: string, now: Date): Credential {
  return { userId: key, passwordHash: hash, changedAt: now.toISOString(), previous: [], mustChange: false, ...NO_ATTEMPTS };
}

function wrongNameOrPassword(): PanshiError {
  return refuse('unauthenticated', '用户名或密码不正确。', 'The user name or password is wrong.');
}

function lockedOut(minutes: number): PanshiError {
  return refuse(
    'locked',
    `失败次数过多，请在 ${minutes} 分钟后再试，或联系管理员。`,
    `Too many failures. Try again in ${minutes} minutes, or ask an administrator.`,
  );
}
