import type { Context as HonoContext } from 'hono';
import { v7 as newId } from 'uuid';
import { refuse, type Lang } from '#common/errors';
import type { Context } from '#core/context';
import type { Authenticated } from '#core/identity';
import { malformed } from './answers.ts';
import { tokenOf } from './cookie.ts';
import { languageOf } from './language.ts';
import { requireOwnOrigin } from './origin.ts';
import type { HandlerParts } from './parts.ts';

/** What the door tells beside the request. */
export interface DoorInfo {
  readonly address?: string;
}

export type Env = { Bindings: DoorInfo };

/** One request on its way through a route. */
export interface Call {
  readonly request: Request;
  readonly requestId: string;
  readonly lang: Lang;
  readonly address: string | null;
  readonly terminal: string | null;
  /** A part of the path. @throws PanshiError `not_found` for one that no record can have */
  param(name: string): string;
}

/** A request of somebody who is signed in. */
export interface SignedCall extends Call {
  readonly user: Authenticated;
  readonly token: string;
  readonly context: Context;
}

export function callOf(c: HonoContext<Env>, requestId: string): Call {
  const request = c.req.raw;
  return {
    request,
    requestId,
    lang: languageOf(request.headers.get('accept-language')),
    address: c.env.address ?? null,
    terminal: shortText(request.headers.get('x-terminal')),
    param(name) {
      const value = c.req.param(name) ?? '';
      if (value === '' || value.length > 120 || /[\p{Cc}\uFFFD]/u.test(value))
        throw refuse('not_found', '没有这个对象或记录。', 'There is no such object or record.');
      return value;
    },
  };
}

const UNSAFE = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/**
 * Who the request comes from.
 * @param how unattended: whether this is no use of the session; beforeChange: whether it is open to people who must change their password first
 * @throws PanshiError `unauthenticated`, `forbidden`, `cross_origin`
 */
export async function signedIn(call: Call, parts: HandlerParts, how: { readonly beforeChange?: boolean; readonly unattended?: boolean } = {}): Promise<SignedCall> {
  const { request } = call;
  const stands = tokenOf(request.headers);
  if (stands === undefined) throw refuse('unauthenticated', '请先登录。', 'Please sign in.');
  if (stands.from === 'cookie' && UNSAFE.has(request.method)) requireOwnOrigin(request, parts.origins ?? [], true);
  // An empty one names no company: the default holds, as if it were not there.
  const company = request.headers.get('x-company') || null;
  const user = await parts.identity.authenticate(stands.token, { touch: how.unattended !== true, ...(company === null ? {} : { company }) });
  if (user.mustChangePassword && how.beforeChange !== true) {
    throw refuse(
      'forbidden',
      '请先修改密码（POST /api/v1/session/password）。',
      'Change your password first (POST /api/v1/session/password).',
    );
  }
  return { ...call, user, token: stands.token, context: contextFor(call, user, parts, reasonOf(request)) };
}

export function contextFor(call: Call, user: Authenticated, parts: HandlerParts, reason: string | null): Context {
  return {
    principal: user.principal,
    company: user.company,
    lang: call.lang,
    requestId: call.requestId,
    session: user.session,
    terminal: user.terminal,
    address: call.address,
    reason,
    clock: parts.clock ?? systemClock,
    newId: parts.newId ?? newId,
  };
}

/** Why something is done, percent-encoded UTF-8 in `X-Reason`; unmasking asks for it. */
function reasonOf(request: Request): string | null {
  const given = request.headers.get('x-reason');
  if (given === null) return null;
  try {
    return shortText(decodeURIComponent(given));
  } catch {
    throw malformed('X-Reason 应为百分号编码的 UTF-8。', 'X-Reason is percent-encoded UTF-8.');
  }
}

function shortText(text: string | null): string | null {
  return text === null
    ? null
    : text
        .replace(/\p{Cc}/gu, ' ')
        .toWellFormed()
        .slice(0, 200);
}

const systemClock = () => new Date();
