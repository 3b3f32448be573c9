import type { z } from 'zod';
import { passwordChangeSchema, passwordResetSchema, signInSchema } from '#common/api';
import { isPanshiError } from '#common/errors';
import type { Authenticated } from '#core/identity';
import { json, noContent } from '../answers.ts';
import type { Call } from '../call.ts';
import { ENDED_COOKIE, sessionCookie } from '../cookie.ts';
import { bodyAs, readJsonText } from '../json-body.ts';
import { requireOwnOrigin } from '../origin.ts';
import type { HandlerParts } from '../parts.ts';
import { RateLimit } from '../rate-limit.ts';
import type { Route } from '../route.ts';

export function sessionRoutes(): readonly Route[] {
  const limit = new RateLimit();

  /** Somebody who says a name: slowed down by address, and from no other site's page. Who is slow to say it holds up nobody else. */
  async function attempt<S extends z.ZodType>(call: Call, parts: HandlerParts, schema: S, work: (said: z.infer<S>) => Promise<Response>): Promise<Response> {
    requireOwnOrigin(call.request, parts.origins ?? [], false);
    const said = bodyAs(schema, await readJsonText(call.request));
    const clock = (): number => (parts.clock?.() ?? new Date()).getTime();
    return await limit.run(call.address ?? '', clock, isPanshiError, () => work(said));
  }

  return [
    {
      method: 'POST',
      path: '/session',
      open: (call, parts) =>
        attempt(call, parts, signInSchema, async (body) => {
          const { token, user } = await parts.identity.signIn({ ...body, ...whence(call) });
          return json({ token, user: await userBody(user, parts) }, 200, { 'set-cookie': sessionCookie(token) });
        }),
    },
    {
      method: 'POST',
      path: '/session/reset',
      open: (call, parts) =>
        attempt(call, parts, passwordResetSchema, async (body) => {
          await parts.identity.reset({ ...body, ...whence(call) });
          return noContent();
        }),
    },
    { method: 'GET', path: '/session', beforeChange: true, run: async (call, parts) => json(await userBody(call.user, parts)) },
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

function whence({ terminal, address, requestId }: Call) {
  return { terminal, address, requestId };
}

async function userBody(user: Authenticated, { identity }: Pick<HandlerParts, 'identity'>) {
  const currency = await identity.currencyOf(user);
  return {
    id: user.principal.userId,
    username: user.principal.name,
    name: user.name,
    roles: user.principal.roles,
    company: user.company,
    ...(currency === undefined ? {} : { currency }),
    companies: user.companies,
    companyNames: await identity.companyNames(user),
    mustChangePassword: user.mustChangePassword,
  };
}
