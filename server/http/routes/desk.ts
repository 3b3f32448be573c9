import type { Route } from '../route.ts';

/** What lies on a person's desk. */
export const deskRoutes: readonly Route[] = [];
