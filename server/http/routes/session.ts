import { passwordChangeSchema, signInSchema } from '#common/api';
import { isPanshiError } from '#common/errors';
import type { Authenticated } from '#core/identity';
import { json, noContent } from '../answers.ts';
import { ENDED_COOKIE, sessionCookie } from '../cookie.ts';
import { bodyAs, readJsonText } from '../json-body.ts';
import { requireOwnOrigin } from '../origin.ts';
import { RateLimit } from '../rate-limit.ts';
import type { Route } from '../route.ts';

export function sessionRoutes(): readonly Route[] {
  const limit = new RateLimit();
  return [
    {
      method: 'POST',
      path: '/session',
      open: async (call, parts) => {
        requireOwnOrigin(call.request, parts.origins ?? [], false);
        const address = call.address ?? '';
        const now = (parts.clock?.() ?? new Date()).getTime();
        limit.check(address, now);
        const body = bodyAs(signInSchema, await readJsonText(call.request));
        try {
          const { token, user } = await parts.identity.signIn({
            username: body.username,
            password: body.password,
            code: body.code,
            terminal: call.terminal,
            address: call.address,
            requestId: call.requestId,
          });
          return json({ token, user: userBody(user) }, 200, { 'set-cookie': sessionCookie(token) });
        } catch (error) {
          if (isPanshiError(error)) limit.failed(address, now);
          throw error;
        }
      },
    },
    { method: 'GET', path: '/session', beforeChange: true, run: (call) => Promise.resolve(json(userBody(call.user))) },
    {
      method: 'DELETE',
      path: '/session',
      beforeChange: true,
      run: async (call, parts) => {
        await parts.identity.signOut(call.context);
        return noContent({ 'set-cookie': ENDED_COOKIE });
      },
    },
    {
      method: 'POST',
      path: '/session/password',
      beforeChange: true,
      run: async (call, parts) => {
        const body = bodyAs(passwordChangeSchema, await readJsonText(call.request));
        await parts.identity.changePassword(call.context, body.present, body.next);
        return noContent();
      },
    },
  ];
}

function userBody(user: Authenticated) {
  return {
    id: user.principal.userId,
    username: user.principal.name,
    name: user.name,
    roles: user.principal.roles,
    company: user.company,
    companies: user.companies,
    mustChangePassword: user.mustChangePassword,
  };
}
