export { appHandler } from './app-handler.ts';
export type { AppHandlerParts } from './app-handler.ts';
