export { createHandler } from './handler.ts';
export type { Handler } from './handler.ts';
export type { DoorInfo } from './call.ts';
export type { AuditDesk, AuditScope, AuditSearch, HandlerParts, Log } from './parts.ts';
export { csvStream } from './csv.ts';
