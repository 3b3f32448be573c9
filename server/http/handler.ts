import { Hono } from 'hono';
import { v7 } from 'uuid';
import { refuse, type Lang } from '#common/errors';
import { errorAnswer, errorBody, json } from './answers.ts';
import { callOf, signedIn, type DoorInfo, type Env } from './call.ts';
import { languageOf } from './language.ts';
import { pageAnswer } from './page-answer.ts';
import type { HandlerParts } from './parts.ts';
import type { Route } from './route.ts';
import { accessRoutes } from './routes/access.ts';
import { aboutRecordRoutes } from './routes/about-record.ts';
import { attachmentRoutes } from './routes/attachments.ts';
import { auditRoutes } from './routes/audit.ts';
import { customisationRoutes } from './routes/customisations.ts';
import { deskRoutes } from './routes/desk.ts';
import { documentRoutes } from './routes/documents.ts';
import { enteringRoutes } from './routes/entering.ts';
import { eventRoutes } from './routes/events.ts';
import { healthRoutes } from './routes/health.ts';
import { findingRoutes } from './routes/finding.ts';
import { lobbyRoutes } from './routes/lobby.ts';
import { objectRoutes } from './routes/objects.ts';
import { paperRoutes } from './routes/papers.ts';
import { queryRoutes } from './routes/query.ts';
import { recordRoutes } from './routes/records.ts';
import { sessionRoutes } from './routes/session.ts';
import { userRoutes } from './routes/users.ts';

export type Handler = (request: Request, info?: DoorInfo) => Promise<Response>;

const BASE = '/api/v1';

/** The host as one function; every door calls it. */
export function createHandler(parts: HandlerParts): Handler {
  const routes: readonly Route[] = [
    ...paperRoutes,
    ...aboutRecordRoutes,
    ...enteringRoutes,
    ...recordRoutes,
    ...deskRoutes,
    ...findingRoutes,
    ...attachmentRoutes,
    ...sessionRoutes(),
    ...userRoutes,
    ...objectRoutes,
    ...customisationRoutes,
    ...queryRoutes,
    ...auditRoutes,
    ...accessRoutes,
    ...eventRoutes(parts.positionKey),
    ...documentRoutes(parts),
    ...healthRoutes,
    ...lobbyRoutes,
  ];
  const app = new Hono<Env>();
  const newId = parts.newId ?? (() => v7());
  for (const route of routes) {
    app.on(route.method, BASE + route.path, async (c) => {
      const requestId = newId();
      const call = callOf(c, requestId);
      try {
        if ('open' in route) return await route.open(call, parts);
        return await route.run(await signedIn(call, parts, route), parts);
      } catch (error) {
        return errorAnswer(error, call.lang, requestId, parts.log);
      }
    });
  }
  const { pages } = parts;
  if (pages === undefined) app.get('/', (c) => c.redirect(`${BASE}/docs`, 302));
  app.notFound((c) => {
    const lang = languageOf(c.req.raw.headers.get('accept-language'));
    return pageAnswer(pages, c.req.raw, lang, newId()) ?? noRoute(c.req.method, c.req.path, routes, lang, newId());
  });
  app.onError((error, c) => errorAnswer(error, languageOf(c.req.raw.headers.get('accept-language')), newId(), parts.log));
  return async (request, info = {}) => await app.fetch(request, info);
}

/** A path that is there for other methods, or not at all. */
function noRoute(method: string, path: string, routes: readonly Route[], lang: Lang, requestId: string): Response {
  const allowed = [...new Set(routes.filter((route) => patternOf(route.path).test(path)).map((route) => route.method))];
  if (allowed.length > 0) {
    const error = refuse('method_not_allowed', `此地址不支持 ${method}。`, `${method} is not supported here.`);
    return json(errorBody(error, lang, requestId), error.status, { allow: allowed.join(', ') });
  }
  const error = refuse('not_found', '没有这个地址。', 'There is nothing at this address.');
  return json(errorBody(error, lang, requestId), error.status);
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${BASE}${path.replace(/:[a-z]+/g, '[^/]+').replaceAll('.', '\\.')}$`);
}
