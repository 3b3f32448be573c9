export { KeptSecret } from './kept-secret.ts';
export type { Sealer } from './kept-secret.ts';
export { FRESH_MS, isFresh, whyNot } from './verdict.ts';
export type { KeychainFacts } from './verdict.ts';
