export { createHandler } from './handler.ts';
export type { Handler } from './handler.ts';
export type { DoorInfo } from './call.ts';
export type { AuditDesk, AuditScope, AuditSearch, HandlerParts, Log } from './parts.ts';
export { createPages } from './pages.ts';
export type { Pages } from './pages.ts';
export { PAGES_POLICY } from './security-headers.ts';
export { csvStream } from './csv.ts';
