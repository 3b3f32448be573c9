import type { Route } from '../route.ts';

/** Records by a few letters. */
export const findingRoutes: readonly Route[] = [];
