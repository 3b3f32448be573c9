import type { Lobby } from '#common/api';
import { isPanshiError, refuse } from '#common/errors';
import { json } from '../answers.ts';
import type { Call } from '../call.ts';
import { tokenOf } from '../cookie.ts';
import type { HandlerParts } from '../parts.ts';
import type { Route } from '../route.ts';

/** What is left of the lobby once the data is open: server/lobby answers before that. */
export const lobbyRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/lobby',
    open: async (call, { version, identity }) => {
      const seen: Lobby = { state: 'open', version, signedIn: await isSignedIn(call, identity), passwordRules: identity.passwordRules };
      return json(seen);
    },
  },
  ...['setup', 'confirm', 'unlock'].map((part): Route => ({
    method: 'POST',
    path: `/lobby/${part}`,
    open: () => Promise.reject(refuse('wrong_state', '数据已经打开，请登录。', 'The data is open already; sign in.')),
  })),
];

/** Looking is no use of the session: a page that is opened again and again keeps none alive. */
async function isSignedIn({ request }: Call, identity: HandlerParts['identity']): Promise<boolean> {
  const stands = tokenOf(request.headers);
  if (stands === undefined) return false;
  try {
    await identity.authenticate(stands.token, { touch: false });
    return true;
  } catch (error) {
    if (!isPanshiError(error) || error.status >= 500) throw error;
    return error.status !== 401;
  }
}
