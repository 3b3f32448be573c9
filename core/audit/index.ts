export { AuditLog, type AuditEntry, type AuditRecord } from './log.ts';
export { GENESIS, ChainVerifier, canonicalBody, bodyHash, chainHash, type ChainHead } from './chain.ts';
export { verifyStored } from './verify-stored.ts';
export { refusedInLog } from './refused.ts';
