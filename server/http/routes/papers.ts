import type { Route } from '../route.ts';

/** Dashboards, prints, files of reports. */
export const paperRoutes: readonly Route[] = [];
