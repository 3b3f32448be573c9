import { refuse } from '#common/errors';
import { json } from '../answers.ts';
import type { Route } from '../route.ts';

/** What is left of the lobby once the data is open: server/lobby answers before that. */
export const lobbyRoutes: readonly Route[] = [
  { method: 'GET', path: '/lobby', open: (_call, { version }) => Promise.resolve(json({ state: 'open', version })) },
  ...['setup', 'confirm', 'unlock'].map((part): Route => ({
    method: 'POST',
    path: `/lobby/${part}`,
    open: () => Promise.reject(refuse('wrong_state', '数据已经打开，请登录。', 'The data is open already; sign in.')),
  })),
];
