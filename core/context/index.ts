export type { Context, Principal } from './context.ts';
export { contextOf, readerOf, today, type ContextParts } from './context.ts';
