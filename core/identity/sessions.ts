import { createHash, randomBytes } from 'node:crypto';
import type { Reader, Store, Transaction } from '#db';
import { asNumber, asText, asTextOrNull } from './stored.ts';

/** A signed-in person at one terminal. The token itself is never stored. */
export interface Session {
  readonly id: string;
  readonly userId: string;
  readonly companyId: string | null;
  readonly createdAt: string;
  readonly seenAt: string;
  readonly endedAt: string | null;
  readonly terminal: string | null;
}

/** 256 random bits. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

export function tokenHash(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('hex');
}

export async function insertSession(
  transaction: Transaction,
  session: Session & { readonly tokenHash: string; readonly address: string | null },
): Promise<void> {
  await transaction.run(
    `INSERT INTO session (id, token_hash, user_id, company_id, created_at, seen_at, ended_at, terminal, address)
     VALUES (?, ?, ?, ?, ?, ?, NULL, ?, ?)`,
    [
      session.id,
      session.tokenHash,
      session.userId,
      session.companyId,
      session.createdAt,
      session.seenAt,
      session.terminal,
      session.address,
    ],
  );
}

/** The session of a token, with the security epoch, in one indexed read. */
export async function findSession(reader: Reader, hash: string): Promise<{ session: Session; epoch: number } | undefined> {
  const [row] = await reader.rows(
    `SELECT id, user_id, company_id, created_at, seen_at, ended_at, terminal, (SELECT value FROM epoch WHERE name = 'security')
     FROM session WHERE token_hash = ?`,
    [hash],
  );
  if (row === undefined) return undefined;
  return {
    session: {
      id: asText(row[0]),
      userId: asText(row[1]),
      companyId: asTextOrNull(row[2]),
      createdAt: asText(row[3]),
      seenAt: asText(row[4]),
      endedAt: asTextOrNull(row[5]),
      terminal: asTextOrNull(row[6]),
    },
    epoch: asNumber(row[7]),
  };
}

/** @returns how many sessions were open */
export async function endSessionsOf(transaction: Transaction, userId: string, at: string): Promise<number> {
  return await transaction.run(`UPDATE session SET ended_at = ? WHERE user_id = ? AND ended_at IS NULL`, [at, userId]);
}

export async function endSession(transaction: Transaction, id: string, at: string): Promise<number> {
  return await transaction.run(`UPDATE session SET ended_at = ? WHERE id = ? AND ended_at IS NULL`, [at, id]);
}

/** How long a session may rest, and how exactly that is kept in the store. */
export interface IdleRule {
  readonly idleMinutes: number;
}

const KEPT_EVERY = 60_000;

/**
 * Keeps when each session was last used. The store hears of it at most once a minute; in between this host knows better, and idling is
 * judged by the later of both.
 */
export class LastSeen {
  readonly #store: Store;
  readonly #idle: number;
  readonly #seen = new Map<string, { at: number; kept: number }>();
  readonly #writing = new Set<Promise<void>>();

  constructor(store: Store, rule: IdleRule) {
    this.#store = store;
    this.#idle = rule.idleMinutes * 60_000;
  }

  isIdle(session: Session, now: Date): boolean {
    const kept = new Date(session.seenAt).getTime();
    const seen = Math.max(kept, this.#seen.get(session.id)?.at ?? 0);
    return now.getTime() - seen >= this.#idle;
  }

  /** The session was used just now. */
  touch(session: Session, now: Date): void {
    const at = now.getTime();
    const known = this.#seen.get(session.id);
    const kept = Math.max(known?.kept ?? 0, new Date(session.seenAt).getTime());
    const due = at - kept >= KEPT_EVERY;
    this.#seen.set(session.id, { at, kept: due ? at : kept });
    if (due) this.#keep(session.id, now);
  }

  forget(sessionId: string): void {
    this.#seen.delete(sessionId);
  }

  /** Waits for what is on its way to the store. */
  async settle(): Promise<void> {
    await Promise.all(this.#writing);
  }

  #keep(id: string, now: Date): void {
    // The request does not wait for it: a long import would hold up every reader. Lost, it costs a person one sign-in at most.
    const writing = this.#store
      .write((transaction) => transaction.run(`UPDATE session SET seen_at = ? WHERE id = ? AND ended_at IS NULL`, [now.toISOString(), id]))
      .then(
        () => undefined,
        () => undefined,
      )
      .finally(() => this.#writing.delete(writing));
    this.#writing.add(writing);
    if (this.#seen.size > 50_000) this.#dropIdle(now.getTime());
  }

  #dropIdle(now: number): void {
    for (const [id, seen] of this.#seen) if (now - seen.at >= this.#idle) this.#seen.delete(id);
  }
}
