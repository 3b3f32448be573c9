import type { Lang } from '#common/errors';
import { json } from '../answers.ts';
import { signedIn, type Call } from '../call.ts';
import { tokenOf } from '../cookie.ts';
import { docsPage, STYLE_HASH } from '../openapi/docs-page.ts';
import { openApiDocument, type OpenApi } from '../openapi/document.ts';
import type { HandlerParts } from '../parts.ts';
import { queryParams } from '../query-params.ts';
import type { Route } from '../route.ts';
import { pageHeaders } from '../security-headers.ts';

const LANG = new Set(['lang']);

/** The interface's own description: whole for whoever is signed in, the general part for anybody. */
export function documentRoutes(parts: HandlerParts): readonly Route[] {
  const headers = pageHeaders(STYLE_HASH);
  return [
    { method: 'GET', path: '/openapi.json', open: async (call) => json(await documentFor(call, parts, langOf(call))) },
    {
      method: 'GET',
      path: '/docs',
      open: async (call) => {
        const lang = langOf(call);
        return new Response(docsPage(await documentFor(call, parts, lang), lang), { headers });
      },
    },
  ];
}

async function documentFor(call: Call, parts: HandlerParts, lang: Lang): Promise<OpenApi> {
  if (tokenOf(call.request.headers) === undefined) return openApiDocument([], parts.version, lang);
  const { context } = await signedIn(call, parts);
  return openApiDocument(await parts.gate.objects(context), parts.version, lang);
}

function langOf(call: Call): Lang {
  const { lang } = queryParams(call.request.url, LANG);
  return lang === 'zh' || lang === 'en' ? lang : call.lang;
}
