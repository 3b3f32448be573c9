import { json } from '../answers.ts';
import type { Route } from '../route.ts';

export const healthRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/healthz',
    open: async (_call, { store }) => {
      try {
        await store.reader.rows('SELECT 1');
        return json({ status: 'ok' });
      } catch {
        return json({ status: 'failing' }, 503);
      }
    },
  },
];
