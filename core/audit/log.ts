import type { Context } from '#core/context';
import type { Reader, Transaction } from '#db';
import { GENESIS, bodyHash, canonicalBody, chainHash, type ChainHead } from './chain.ts';

/** What happened, in the words of the one who writes it down; who, when and where come from the context. */
export interface AuditEntry {
  /** `create`, `update`, `delete`, an action's name, or `session.sign-in`, `records.export`, … */
  readonly event: string;
  readonly object?: string;
  readonly record?: string;
  readonly before?: Readonly<Record<string, unknown>> | null;
  readonly after?: Readonly<Record<string, unknown>> | null;
  /** False for an attempt that was refused. */
  readonly ok?: boolean;
  readonly reason?: string | null;
  /** The program that did it for the person. */
  readonly via?: string;
}

/** An entry as the log holds it. */
export interface AuditRecord {
  readonly seq: number;
  readonly body: string;
  readonly bodyHash: string;
  readonly hash: string;
}

const COLUMNS = 'seq, at, company_id, user_id, event, object, record, ok, request_id, body, body_hash, hash';
const INSERT = `INSERT INTO audit_entry (${COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)`;
const HEAD = 'SELECT seq, hash FROM audit_entry ORDER BY seq DESC LIMIT 1';

/** The log of all that happens: one sequence for the whole store, each entry chained to the one before. */
export class AuditLog {
  readonly #committed: (() => void) | undefined;

  /** @param committed called after entries have been committed */
  constructor(committed?: () => void) {
    this.#committed = committed;
  }

  /** Appends within the transaction of what it records: if the entry cannot be written, neither is the work. */
  async append(transaction: Transaction, context: Context, entry: AuditEntry): Promise<number> {
    const head = await this.head(transaction);
    const seq = head.seq + 1;
    const now = context.clock();
    const { principal } = context;
    const body = canonicalBody({
      seq,
      at: now.toISOString(),
      offset: -now.getTimezoneOffset(),
      company: context.company,
      user: principal.userId,
      name: principal.name,
      roles: [...principal.roles],
      session: context.session,
      terminal: context.terminal,
      address: context.address,
      event: entry.event,
      object: entry.object ?? null,
      record: entry.record ?? null,
      before: entry.before ?? null,
      after: entry.after ?? null,
      ok: entry.ok ?? true,
      reason: entry.reason ?? context.reason,
      requestId: context.requestId,
      ...(entry.via === undefined ? {} : { via: entry.via }),
    });
    const ownHash = bodyHash(body);
    await transaction.run(INSERT, [
      seq,
      now.toISOString(),
      context.company,
      principal.userId,
      entry.event,
      entry.object ?? null,
      entry.record ?? null,
      entry.ok ?? true,
      context.requestId,
      body,
      ownHash,
      chainHash(head.hash, ownHash),
    ]);
    if (this.#committed) transaction.afterCommit(this.#committed);
    return seq;
  }

  /** Where the chain stands. */
  async head(reader: Reader): Promise<ChainHead> {
    const [row] = await reader.rows(HEAD);
    return row ? { seq: Number(row[0]), hash: String(row[1]) } : { seq: 0, hash: GENESIS };
  }

  /** Entries after a position, in order. @param limit at most so many */
  async after(reader: Reader, seq: number, limit: number): Promise<AuditRecord[]> {
    const rows = await reader.rows('SELECT seq, body, body_hash, hash FROM audit_entry WHERE seq > ? ORDER BY seq LIMIT ?', [seq, limit]);
    return rows.map(recordOf);
  }

  /** What happened to one record, oldest first. */
  async ofRecord(reader: Reader, object: string, record: string): Promise<AuditRecord[]> {
    const text = 'SELECT seq, body, body_hash, hash FROM audit_entry WHERE object = ? AND record = ? ORDER BY seq';
    return (await reader.rows(text, [object, record])).map(recordOf);
  }
}

function recordOf(row: readonly unknown[]): AuditRecord {
  return { seq: Number(row[0]), body: String(row[1]), bodyHash: String(row[2]), hash: String(row[3]) };
}
