import type { Route } from '../route.ts';

/** Help while something is entered. */
export const enteringRoutes: readonly Route[] = [];
