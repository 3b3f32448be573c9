import type { Route } from '../route.ts';

/** What is said of a record beside its fields: comments, what comes before and after it. */
export const aboutRecordRoutes: readonly Route[] = [];
