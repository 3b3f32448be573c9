import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dialect } from '../api/testing/company.ts';
import { expectClearRefusal } from './testing/bad-answer.ts';
import { badInputScene } from './testing/bad-input-scene.ts';
import { NASTY_TEXTS } from './testing/nasty.ts';

const CASES = { sqlite: 1500, postgres: 800 } as const;

/* Whatever comes: no 5xx, and nothing changed. */
describe.each<Dialect>(['sqlite', 'postgres'])('random requests, %s', (dialect) => {
  const scene = badInputScene(dialect);

  it(`anything at all: ${CASES[dialect]} requests made up at random`, async () => {
    const people = [...scene.tokens.keys(), undefined];
    const { mine, theirs, chai, myOrder, theirOrder, warehouse } = scene.company.goods;
    const id = fc.constantFrom(mine, theirs, chai, myOrder, theirOrder, warehouse, scene.elsewhere.customer, scene.elsewhere.company, 'x');
    const word = fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...NASTY_TEXTS) },
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({ unit: 'grapheme', maxLength: 20 }),
    );
    const object = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...scene.host.core.registry().definitions.map((definition) => definition.name)) },
      word,
    );
    const value = fc.oneof(
      word,
      id,
      fc.jsonValue({ maxDepth: 4 }),
      fc.double(),
      fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(String),
    );
    const names = fc.constantFrom(
      'name',
      'code',
      'date',
      'lines',
      'customer',
      'version',
      'fields',
      'reason',
      'select',
      'object',
      'username',
      'password',
      'grants',
      'memberships',
      '__proto__',
      'nosuch',
      'ownerId',
      'from',
    );
    const body = fc.oneof(
      fc.dictionary(fc.oneof(names, word), value, { maxKeys: 6 }).map((draft) => JSON.stringify({ ...draft, thereIsNoSuchField: 1 })),
      word,
      fc.uint8Array({ maxLength: 200 }),
    );
    const path = fc.oneof(
      fc.tuple(object).map(([o]) => `/records/${encodeURIComponent(o)}`),
      fc.tuple(object, fc.oneof(id, word)).map(([o, i]) => `/records/${encodeURIComponent(o)}/${encodeURIComponent(i)}`),
      fc
        .tuple(object, fc.oneof(id, word), fc.constantFrom('history', 'attachments', 'comments', 'unmask', 'actions', 'actions/nosuch', 'x'))
        .map(([o, i, last]) => `/records/${encodeURIComponent(o)}/${encodeURIComponent(i)}/${last}`),
      fc.tuple(object, id, word).map(([o, i, action]) => `/records/${encodeURIComponent(o)}/${i}/actions/${encodeURIComponent(action)}`),
      fc
        .tuple(object, id, fc.oneof(id, word))
        .map(([o, i, attachment]) => `/records/${encodeURIComponent(o)}/${i}/attachments/${encodeURIComponent(attachment)}`),
      word.map((name) => `/reports/${encodeURIComponent(name)}`),
      fc.constantFrom(
        '/query',
        '/audit',
        '/audit/exports',
        '/customisations',
        '/customisations/x',
        '/objects',
        '/preferences',
        '/drafts',
        '/saved',
        '/saved/x',
        '/notices',
        '/notices/read',
        '/todo',
        '/reports',
        '/session/password',
        '/healthz',
        '/docs',
        '/openapi.json',
        '/reports/trial-balance',
        '//',
        '/records',
      ),
      word.map((text) => `/${encodeURIComponent(text)}`),
      word.map((text) => `/${text.replace(/[^\x21-\x7e]/g, '?')}`),
    );
    const query = fc.option(
      fc.dictionary(
        fc.oneof(
          fc.constantFrom(
            'fields',
            'filter',
            'sort',
            'limit',
            'cursor',
            'count',
            'format',
            'search',
            'from',
            'to',
            'asOf',
            'account',
            'lang',
          ),
          word,
        ),
        word,
        { maxKeys: 4 },
      ),
    );
    const headers = fc.dictionary(
      fc.constantFrom(
        'content-type',
        'accept-language',
        'x-company',
        'idempotency-key',
        'last-event-id',
        'x-reason',
        'x-file-name',
        'origin',
        'content-length',
        'x-terminal',
        'range',
        'if-match',
        'cookie',
        'x-http-method-override',
      ),
      word.map((text) => text.replace(/[^\x20-\x7e]/g, '').slice(0, 4000)),
      { maxKeys: 3 },
    );
    const tally = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...people),
        fc.constantFrom('GET', 'POST', 'PATCH', 'DELETE', 'PUT', 'HEAD', 'OPTIONS'),
        path,
        query,
        body,
        headers,
        async (person, method, at, params, content, more) => {
          const bare = method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
          // What a browser would not even send is left out: a body's announced length that is no number.
          const { 'content-length': length, ...rest } = more;
          const given = length !== undefined && /^\d+$/.test(length) ? { ...rest, 'content-length': length } : rest;
          const search = params === null ? '' : `?${new URLSearchParams(params).toString()}`;
          const response = await scene.send(
            person,
            method,
            at + search,
            bare ? undefined : typeof content === 'string' ? content : new Uint8Array(content),
            given,
          );
          tally.set(response.status, (tally.get(response.status) ?? 0) + 1);
          if (response.status < 400) {
            await response.body?.cancel();
            expect(bare, `${method} ${at}${search} was taken: ${String(content).slice(0, 200)}`).toBe(true);
          } else if (method === 'HEAD') {
            expect(response.status).toBeLessThan(500);
          } else {
            await expectClearRefusal(response, `${method} ${at}${search}`.slice(0, 300));
          }
        },
      ),
      { numRuns: CASES[dialect], seed: 20_261_122, endOnFailure: true },
    );
    // Requests that all fail at the same gate would prove nothing.
    for (const status of [200, 400, 401, 403, 404, 405]) expect(tally.get(status) ?? 0, `answers with ${status}`).toBeGreaterThan(5);
  });
});
