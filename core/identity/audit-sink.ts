import type { Transaction } from '#db';
import type { Context } from '#core/context';

/** One thing to be kept in the audit log. */
export interface AuditNote {
  readonly event: string;
  readonly object?: string;
  readonly record?: string;
  readonly ok: boolean;
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
  readonly reason?: string;
}

/** Where identity and files write what happened, in the transaction of what happened. */
export interface AuditSink {
  append(transaction: Transaction, note: AuditNote, context: Context): Promise<unknown>;
}
