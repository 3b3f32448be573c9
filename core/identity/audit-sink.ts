import type { AuditLog } from '#core/audit';

/** Where identity and files write what happened, in the transaction of what happened. */
export type AuditSink = Pick<AuditLog, 'append'>;
