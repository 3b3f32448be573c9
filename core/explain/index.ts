export { createExplain, type AccessAsked, type Explain, type ExplainParts } from './explain.ts';
export type { ReviewRow } from './review.ts';
