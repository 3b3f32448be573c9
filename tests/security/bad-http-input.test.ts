import { request as httpsRequest } from 'node:https';
import { connect } from 'node:tls';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Host } from '#server/host';
import { openCompany, type Company, type Dialect } from '../api/testing/company.ts';
import { PASSWORD, type PersonName } from '../api/testing/people.ts';
import { foundSecond, hire } from '../api/testing/second-company.ts';
import { expectClearRefusal } from './testing/bad-answer.ts';
import { BAD_FILTERS, NASTY_TEXTS } from './testing/nasty.ts';
import { expectUntouched, standing, type Standing } from './testing/untouched.ts';

type Body = string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;

const CASES = { sqlite: 1500, postgres: 500 } as const;

/*
 * Bad input over HTTP: a clear 4xx, never a 5xx, and nothing changed. In process, where the host can be looked into; what only a socket can carry goes over HTTPS.
 */
describe.each<Dialect>(['sqlite', 'postgres'])('bad input, %s', (dialect) => {
  let company: Company;
  let host: Host;
  let before: Standing;
  let elsewhere: Readonly<Record<'company' | 'customer', string>>;
  const tokens = new Map<PersonName, string>();

  beforeAll(async () => {
    company = await openCompany(dialect, 'HTTPS');
    if (company.door.host === undefined) throw new Error('the host is elsewhere');
    host = company.door.host;
    const second = await foundSecond(host, '02', {});
    await hire(host, second, 'second.manager', 'sales-manager');
    const manager = company.stranger();
    await manager.signIn({ username: 'second.manager', password: PASSWORD });
    elsewhere = { company: second, customer: (await manager.create('customer', { code: 'X', name: '别家客户' })).id };
    for (const person of ['clerk', 'salesManager', 'buyer', 'accountant', 'auditor', 'systemOfficer', 'securityOfficer'] as const) {
      tokens.set(person, (await company.signIn(person)).token);
    }
  });
  afterAll(() => company.close());

  beforeEach(async () => {
    before = await standing(host);
  });
  afterEach(() => expectUntouched(host, before));

  /** Straight into the handler. */
  async function send(person: PersonName | undefined, method: string, path: string, body?: Body, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    const token = person === undefined ? undefined : tokens.get(person);
    return await host.handler(new Request(`https://localhost/api/v1${path}`, {
      method,
      headers: { 'accept-language': 'en', ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
      ...(body === undefined ? {} : { body, duplex: 'half' }),
    } as RequestInit), { address: '192.0.2.7' });
  }

  /** Every call that takes a JSON body, with somebody who may make it. */
  const bodies = (): readonly (readonly [PersonName | undefined, string, string])[] => [
    [undefined, 'POST', '/session'],
    ['clerk', 'POST', '/session/password'],
    ['salesManager', 'POST', '/records/customer'],
    ['clerk', 'POST', '/records/sales-order'],
    ['salesManager', 'PATCH', `/records/customer/${company.goods.mine}`],
    ['salesManager', 'POST', `/records/sales-order/${company.goods.myOrder}/actions/deliver`],
    ['salesManager', 'POST', `/records/customer/${company.goods.mine}/unmask`],
    ['salesManager', 'POST', '/query'],
    ['auditor', 'POST', '/audit/exports'],
    ['systemOfficer', 'POST', '/records/user'],
    ['systemOfficer', 'POST', '/customisations'],
    ['securityOfficer', 'POST', '/records/role'],
  ];

  it('malformed JSON, on every call that takes a body', async () => {
    const broken: readonly (string | Uint8Array<ArrayBuffer>)[] = [
      '{', '}', '{"a":}', '{"a":1,}', "{'a':1}", '[]', 'null', '"x"', '1', 'true', 'undefined', '{"a":1} x', '{"a":1}{"b":2}', '\uFEFF{"x":', '{"a":NaN}', '{"a":Infinity}', '{"a":1e999}',
      '{"a":01}', '{"a":1,"a":2}', '{"a":{"b":1,"b":2}}', '{"__proto__":{"x":1}}', '{"constructor":{"prototype":{}}}', '{"a":{"__proto__":null}}', '{"\\u005f_proto__":1}', '{"a":"\\ud800"}', '{"a":"\\u0000"}',
      '{"a":"\n"}', `{"a":${'['.repeat(100)}${']'.repeat(100)}}`, '['.repeat(100_000), `{"a":${'{"a":'.repeat(50_000)}`, '{"a":"\\x"}', '// {}', '<a/>', 'a=1&b=2',
      new Uint8Array([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0xfe, 0x22, 0x7d]), new Uint8Array([0xc0, 0xaf]), new Uint8Array([0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x3a, 0x31, 0x7d]), new Uint8Array(64),
    ];
    for (const [person, method, path] of bodies()) {
      for (const body of broken) {
        const { status } = await expectClearRefusal(await send(person, method, path, body), `${method} ${path} ${String(body).slice(0, 60)}`);
        // The address of the tests may be slowed down for its failed sign-ins; everything else is malformed.
        expect(person === undefined ? [400, 429] : [400], `${method} ${path} ${String(body).slice(0, 60)}`).toContain(status);
      }
    }
  });

  it('bodies that are too large, or of another kind', async () => {
    const large = `{"name":"${'x'.repeat(10 * 1024 * 1024)}"}`;
    for (const [person, method, path] of bodies().slice(1)) {
      expect(await expectClearRefusal(await send(person, method, path, large), path)).toEqual({ status: 413, code: 'too_large' });
      const endless = new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(new Uint8Array(65_536)) });
      expect(await expectClearRefusal(await send(person, method, path, endless), path)).toEqual({ status: 413, code: 'too_large' });
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonx', 'text/json', '', ',']) {
        expect((await expectClearRefusal(await send(person, method, path, '{"name":"x"}', { 'content-type': type }), `${path} as ${type}`)).status).toBe(415);
      }
    }
  });

  it('every field of every object that somebody may make, with values of wrong types', async () => {
    const { mine, chai, warehouse, supplier } = company.goods;
    const line = { product: chai, quantity: '1' };
    const whole: readonly (readonly [PersonName, string, Readonly<Record<string, unknown>>])[] = [
      ['salesManager', 'customer', { code: 'BAD1', name: '坏输入' }],
      ['salesManager', 'contact', { name: '某人', customer: mine }],
      ['salesManager', 'lead', { name: '某公司' }],
      ['salesManager', 'sales-order', { customer: mine, date: '2026-01-10', lines: [line] }],
      ['salesManager', 'sales-quote', { customer: mine, date: '2026-01-10', lines: [line] }],
      ['buyer', 'product', { code: 'BAD1', name: '坏产品' }],
      ['buyer', 'purchase-order', { supplier, date: '2026-01-10', warehouse, lines: [{ ...line, price: '1' }] }],
      ['accountant', 'voucher', { date: '2026-01-10', summary: '坏凭证', lines: [{ account: chai, debit: '1' }] }],
    ];
    for (const [person, object, draft] of whole) {
      const view = (await (await send(person, 'GET', `/objects/${object}`)).json()) as {
        fields: readonly { name: string; type: string }[]; children: readonly { name: string; fields: readonly { name: string; type: string }[] }[];
      };
      for (const field of view.fields) {
        for (const wrong of wrongValues(field.type)) {
          const { status } = await expectClearRefusal(await send(person, 'POST', `/records/${object}`, JSON.stringify({ ...draft, [field.name]: wrong })), `${object}.${field.name} = ${JSON.stringify(wrong)?.slice(0, 60)}`);
          expect([400, 403, 422]).toContain(status);
        }
      }
      for (const child of view.children) {
        const [row] = draft[child.name] as readonly object[];
        for (const rows of [null, 'x', 1, {}, [null], [1], ['x'], [[]], [], [{}], Array.from({ length: 20_000 }, () => ({}))]) {
          await expectClearRefusal(await send(person, 'POST', `/records/${object}`, JSON.stringify({ ...draft, [child.name]: rows })), `${object}.${child.name} = ${JSON.stringify(rows).slice(0, 60)}`);
        }
        // A row says its place and its parent when it is read; given back, they count for nothing.
        for (const field of child.fields.filter(({ name }) => name !== 'parentId' && name !== 'position')) {
          for (const wrong of wrongValues(field.type)) {
            await expectClearRefusal(await send(person, 'POST', `/records/${object}`, JSON.stringify({ ...draft, [child.name]: [{ ...row, [field.name]: wrong }] })), `${object}.${child.name}.${field.name}`);
          }
        }
      }
      for (const unknown of ['nosuch', 'Name', 'name ', 'name; DROP TABLE customer', 'toString', 'hasOwnProperty', '', '_masked', 'company_id', 'rowid', 'lines.0']) {
        const { code } = await expectClearRefusal(await send(person, 'POST', `/records/${object}`, JSON.stringify({ ...draft, [unknown]: 'x' })), `${object}.${unknown}`);
        expect(['field_denied', 'malformed', 'invalid'], `${object}.${unknown}`).toContain(code);
      }
    }
  });

  it('ids of other objects, of another company, and of nothing', async () => {
    const { mine, chai, myOrder, warehouse, supplier } = company.goods;
    const nowhere = [chai, elsewhere.customer, elsewhere.company, supplier, '01900000-0000-7000-8000-000000000000', '00000000-0000-0000-0000-000000000000', mine.toUpperCase().replace(/^./, 'G'), `${mine} `, `${mine}'--`, '1', '-1', '*', 'null', '%2e%2e', '..', mine.slice(1), ''];
    for (const id of nowhere) {
      const part = encodeURIComponent(id);
      for (const [method, path, body] of [
        ['GET', `/records/customer/${part}`], ['GET', `/records/customer/${part}/history`], ['GET', `/records/customer/${part}/attachments`], ['GET', `/records/customer/${part}/attachments/${part}`],
        ['PATCH', `/records/customer/${part}`, '{"version":1,"city":"x"}'], ['DELETE', `/records/sales-order/${part}`], ['POST', `/records/sales-order/${part}/actions/submit`, '{}'],
        ['POST', `/records/customer/${part}/unmask`, '{"fields":["phone"],"reason":"x"}'], ['GET', `/records/customer/${mine}/attachments/${part}`],
      ] as const) {
        // Without an id it is another address: a list, or none.
        if (id === '' && method === 'GET') continue;
        const { status } = await expectClearRefusal(await send('salesManager', method, path, body), `${method} ${path}`);
        expect([404, 405], `${method} ${path}`).toContain(status);
      }
      for (const draft of [
        { customer: id, date: '2026-01-10', lines: [{ product: chai, quantity: '1' }] }, { customer: mine, date: '2026-01-10', lines: [{ product: id === chai ? mine : id, quantity: '1' }] },
        { customer: mine, date: '2026-01-10', warehouse: id === '' ? 'x' : id, lines: [{ product: chai, quantity: '1' }] },
        { customer: mine, date: '2026-01-10', lines: [{ id: id === '' ? 'x' : id, product: chai, quantity: '1' }] },
      ]) {
        const { status } = await expectClearRefusal(await send('salesManager', 'POST', '/records/sales-order', JSON.stringify(draft)), `link to ${id}: ${JSON.stringify(draft)}`);
        expect([400, 403, 422]).toContain(status);
      }
      await expectClearRefusal(await send('salesManager', 'POST', `/records/sales-order/${myOrder}/actions/deliver`, JSON.stringify({ date: '2026-01-12', warehouse: id === warehouse ? chai : id || 'x' })), `deliver from ${id}`);
      await expectClearRefusal(await send('salesManager', 'POST', `/records/sales-order/${myOrder}/actions/deliver`, JSON.stringify({ date: '2026-01-12', lines: [{ line: id || 'x', quantity: '1' }] })), `deliver line ${id}`);
      await expectClearRefusal(await send('salesManager', 'GET', '/session', undefined, { 'x-company': id || 'x' }), `company ${id}`);
    }
  });

  it('conditions that are none, in lists and queries', async () => {
    for (const filter of BAD_FILTERS) {
      const asked = new URLSearchParams({ filter }).toString();
      await expectClearRefusal(await send('salesManager', 'GET', `/records/customer?${asked}`), `filter ${filter.slice(0, 80)}`);
      await expectClearRefusal(await send('salesManager', 'POST', '/query', JSON.stringify({ object: 'customer', select: ['count()'], filter })), `query ${filter.slice(0, 80)}`);
    }
  });

  it('nasty texts as fields, sorts, cursors, limits, searches, groups, reports and objects', async () => {
    for (const text of NASTY_TEXTS) {
      const part = encodeURIComponent(text.replaceAll('\u0000', '%00'));
      const query = (name: string): string => `/records/customer?${new URLSearchParams({ [name]: text }).toString()}`;
      for (const name of ['fields', 'sort', 'cursor', 'limit', 'count', 'archived', 'format', 'nosuch']) {
        const path = query(name);
        const response = await send('salesManager', 'GET', path);
        // `true` is a flag, and an empty format is none.
        if (response.status === 200) expect(['true'], path).toContain(text);
        else await expectClearRefusal(response, path.slice(0, 120));
      }
      const searched = await send('salesManager', 'GET', query('search'));
      expect(searched.status === 200 ? 200 : (await expectClearRefusal(searched, text.slice(0, 60))).status).toBeLessThan(500);
      for (const asked of [
        { object: text, select: ['count()'] }, { object: 'customer', select: [text] }, { object: 'customer', select: ['count()'], group: [text] }, { object: 'customer', select: ['count()'], order: [text] },
        { object: 'customer', select: [`count() as ${text}`], order: ['x'] }, { object: 'customer', select: [`sum(${text})`] },
      ]) {
        await expectClearRefusal(await send('salesManager', 'POST', '/query', JSON.stringify(asked)), JSON.stringify(asked).slice(0, 120));
      }
      for (const path of [`/objects/${part}`, `/records/${part}`, `/reports/${part}`, `/records/customer/${part}`, `/records/sales-order/${company.goods.myOrder}/actions/${part}`]) {
        if (text === '' || /^[. ]*$/.test(text) || text.includes('..')) continue;
        await expectClearRefusal(await send('salesManager', path.includes('/actions/') ? 'POST' : 'GET', path, path.includes('/actions/') ? '{}' : undefined), path.slice(0, 120));
      }
      for (const name of ['from', 'to', 'cursor', 'limit']) {
        await expectClearRefusal(await send('auditor', 'GET', `/audit?${new URLSearchParams({ [name]: text }).toString()}`), `audit ${name} ${text.slice(0, 40)}`);
      }
      await expectClearRefusal(await send('accountant', 'GET', `/reports/trial-balance?${new URLSearchParams({ from: text }).toString()}`), `report ${text.slice(0, 40)}`);
      await expectClearRefusal(await send('auditor', 'POST', '/audit/exports', JSON.stringify({ from: text })), `export from ${text.slice(0, 40)}`);
    }
    for (const limit of ['0', '-1', '501', '1e3', '999999999999', '1.5', 'ten']) await expectClearRefusal(await send('salesManager', 'GET', `/records/customer?limit=${limit}`), limit);
    for (const limit of [0, -1, 10_001, 1.5, '5', null, 1e300]) await expectClearRefusal(await send('salesManager', 'POST', '/query', JSON.stringify({ object: 'customer', select: ['count()'], limit })), String(limit));
    for (const twice of ['limit=1&limit=2', 'fields=name&fields=code', 'filter=true&filter=false']) await expectClearRefusal(await send('salesManager', 'GET', `/records/customer?${twice}`), twice);
    for (const fields of [',', 'name,', 'name,,code', Array.from({ length: 3000 }, () => 'name').join(',')]) {
      const response = await send('salesManager', 'GET', `/records/customer?fields=${fields}`);
      if (response.status !== 200) await expectClearRefusal(response, fields.slice(0, 40));
    }
  });

  it('cursors from elsewhere', async () => {
    const first = (await (await send('salesManager', 'GET', '/records/customer?limit=1&sort=name')).json()) as { next: string };
    expect(first.next).toBeTruthy();
    const forged = [first.next.slice(1), `${first.next}x`, first.next.slice(0, -4), Buffer.from('{}').toString('base64url'), Buffer.from('["a"]').toString('base64url'), Buffer.from(JSON.stringify({ after: [[]] })).toString('base64url')];
    for (const cursor of forged) await expectClearRefusal(await send('salesManager', 'GET', `/records/customer?limit=1&sort=name&cursor=${encodeURIComponent(cursor)}`), cursor);
    await expectClearRefusal(await send('salesManager', 'GET', `/records/customer?limit=1&sort=-name,code&cursor=${encodeURIComponent(first.next)}`), 'of another sort');
    await expectClearRefusal(await send('salesManager', 'GET', `/records/product?limit=1&sort=listPrice&cursor=${encodeURIComponent(first.next)}`), 'of another object');
  });

  it('tokens, cookies and headers that are none', async () => {
    for (const authorization of ['Bearer', 'Bearer ', 'Basic YTpi', 'bearer x y', `Bearer ${'x'.repeat(600)}`, 'Bearer ../../x', `Bearer ${"' OR 1=1 --"}`]) {
      expect((await expectClearRefusal(await send(undefined, 'GET', '/session', undefined, { authorization }), authorization)).status).toBe(401);
    }
    for (const cookie of ['__Host-panshi=', '__Host-panshi', '__Host-panshi=x; __Host-panshi=y', '=;=;=', `__Host-panshi=${'x'.repeat(5000)}`]) {
      expect((await expectClearRefusal(await send(undefined, 'GET', '/session', undefined, { cookie }), cookie.slice(0, 40))).status).toBe(401);
    }
    const odd: readonly Record<string, string>[] = [{ 'x-reason': '%' }, { 'x-reason': '%ff' }, { 'x-company': "'" }, { 'x-company': 'x'.repeat(5000) }];
    for (const headers of odd) {
      await expectClearRefusal(await send('clerk', 'GET', '/session', undefined, headers), JSON.stringify(headers).slice(0, 60));
    }
    for (const key of ['a b', 'x'.repeat(201), ' ', 'ÿ']) {
      await expectClearRefusal(await send('clerk', 'POST', '/records/contact', '{"name":"x"}', { 'idempotency-key': key }), `idempotency key ${key.slice(0, 20)}`);
    }
    for (const language of ['x'.repeat(8000), ';;;q=q', 'zh;q=NaN', '*;q=-1', 'en;q=1e999']) {
      expect((await send('clerk', 'GET', '/session', undefined, { 'accept-language': language })).status).toBe(200);
    }
  });

  it('files that are none, and too many of them', async () => {
    const path = `/records/customer/${company.goods.mine}/attachments`;
    const name = { 'x-file-name': 'a.txt', 'content-type': 'text/plain' };
    const bad: readonly (readonly [Body | undefined, Record<string, string>])[] = [
      ['x', { 'content-type': 'text/plain' }], ['x', { ...name, 'x-file-name': '%' }], ['x', { ...name, 'x-file-name': '' }], ['x', { ...name, 'x-file-name': '..' }], ['x', { ...name, 'x-file-name': encodeURIComponent('\u0000') }],
      ['x', { ...name, 'content-type': 'application/x-msdownload' }], ['x', { ...name, 'content-type': '' }], ['MZ......................', { ...name, 'content-type': 'application/octet-stream' }],
      ['not a form', { 'content-type': 'multipart/form-data; boundary=x' }], ['not a form', { 'content-type': 'multipart/form-data', 'content-length': '10' }], ['--x\r\n\r\n', { 'content-type': 'multipart/form-data; boundary=x', 'content-length': '7' }],
    ];
    for (const [body, headers] of bad) await expectClearRefusal(await send('salesManager', 'POST', path, body, headers), JSON.stringify(headers));
    let sent = 0;
    const huge = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        controller.enqueue(new Uint8Array(1024 * 1024).fill(65));
      },
    });
    expect(await expectClearRefusal(await send('salesManager', 'POST', path, huge, name), 'endless file')).toEqual({ status: 413, code: 'too_large' });
    expect(sent).toBeLessThan(60);
  });

  it(`anything at all: ${CASES[dialect]} requests made up at random`, async () => {
    const people = [...tokens.keys(), undefined];
    const { mine, theirs, chai, myOrder, theirOrder, warehouse } = company.goods;
    const id = fc.constantFrom(mine, theirs, chai, myOrder, theirOrder, warehouse, elsewhere.customer, elsewhere.company, 'x');
    const word = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...NASTY_TEXTS) }, fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ unit: 'grapheme', maxLength: 20 }));
    const object = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...host.core.registry().definitions.map((definition) => definition.name)) }, word);
    const value = fc.oneof(word, id, fc.jsonValue({ maxDepth: 4 }), fc.double(), fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(String));
    const names = fc.constantFrom('name', 'code', 'date', 'lines', 'customer', 'version', 'fields', 'reason', 'select', 'object', 'username', 'password', 'grants', 'memberships', '__proto__', 'nosuch', 'ownerId', 'from');
    const body = fc.oneof(fc.dictionary(fc.oneof(names, word), value, { maxKeys: 6 }).map((draft) => JSON.stringify({ ...draft, thereIsNoSuchField: 1 })), word, fc.uint8Array({ maxLength: 200 }));
    const path = fc.oneof(
      fc.tuple(object).map(([o]) => `/records/${encodeURIComponent(o)}`), fc.tuple(object, fc.oneof(id, word)).map(([o, i]) => `/records/${encodeURIComponent(o)}/${encodeURIComponent(i)}`),
      fc.tuple(object, fc.oneof(id, word), fc.constantFrom('history', 'attachments', 'unmask', 'actions', 'actions/nosuch', 'x')).map(([o, i, last]) => `/records/${encodeURIComponent(o)}/${encodeURIComponent(i)}/${last}`),
      fc.tuple(object, id, word).map(([o, i, action]) => `/records/${encodeURIComponent(o)}/${i}/actions/${encodeURIComponent(action)}`),
      fc.tuple(object, id, fc.oneof(id, word)).map(([o, i, attachment]) => `/records/${encodeURIComponent(o)}/${i}/attachments/${encodeURIComponent(attachment)}`),
      word.map((name) => `/reports/${encodeURIComponent(name)}`), fc.constantFrom('/query', '/audit', '/audit/exports', '/customisations', '/customisations/x', '/objects', '/reports', '/session/password', '/healthz', '/docs', '/openapi.json', '/reports/trial-balance', '//', '/records'),
      word.map((text) => `/${encodeURIComponent(text)}`), word.map((text) => `/${text.replace(/[^\x21-\x7e]/g, '?')}`),
    );
    const query = fc.option(fc.dictionary(fc.oneof(fc.constantFrom('fields', 'filter', 'sort', 'limit', 'cursor', 'count', 'format', 'search', 'from', 'to', 'asOf', 'account', 'lang'), word), word, { maxKeys: 4 }));
    const headers = fc.dictionary(
      fc.constantFrom('content-type', 'accept-language', 'x-company', 'idempotency-key', 'last-event-id', 'x-reason', 'x-file-name', 'origin', 'content-length', 'x-terminal', 'range', 'if-match', 'cookie', 'x-http-method-override'),
      word.map((text) => text.replace(/[^\x20-\x7e]/g, '').slice(0, 4000)), { maxKeys: 3 },
    );
    const tally = new Map<number, number>();
    await fc.assert(fc.asyncProperty(fc.constantFrom(...people), fc.constantFrom('GET', 'POST', 'PATCH', 'DELETE', 'PUT', 'HEAD', 'OPTIONS'), path, query, body, headers, async (person, method, at, params, content, more) => {
      const bare = method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
      // What a browser would not even send is left out: a body's announced length that is no number.
      const { 'content-length': length, ...rest } = more;
      const given = length !== undefined && /^\d+$/.test(length) ? { ...rest, 'content-length': length } : rest;
      const search = params === null ? '' : `?${new URLSearchParams(params).toString()}`;
      const response = await send(person, method, at + search, bare ? undefined : typeof content === 'string' ? content : new Uint8Array(content), given);
      tally.set(response.status, (tally.get(response.status) ?? 0) + 1);
      if (response.status < 400) {
        await response.body?.cancel();
        expect(bare, `${method} ${at}${search} was taken: ${String(content).slice(0, 200)}`).toBe(true);
      } else if (method === 'HEAD') {
        expect(response.status).toBeLessThan(500);
      } else {
        await expectClearRefusal(response, `${method} ${at}${search}`.slice(0, 300));
      }
    }), { numRuns: CASES[dialect], seed: 20_261_122, endOnFailure: true });
    // Requests that all fail at the same gate would prove nothing.
    for (const status of [200, 400, 401, 403, 404, 405]) expect(tally.get(status) ?? 0, `answers with ${status}`).toBeGreaterThan(5);
  });

  if (dialect === 'postgres') return;

  it('what only a socket can carry: long addresses and headers, bad targets, lying lengths, other protocols', async () => {
    const { hostname, port } = new URL(company.door.baseUrl);
    const ca = host.keys.authority.certificatePem;
    const raw = (text: string): Promise<string> => new Promise((resolve, reject) => {
      const socket = connect({ host: hostname, port: Number(port), ca, servername: 'localhost' }, () => socket.write(text));
      let answer = '';
      socket.setEncoding('utf8');
      socket.on('data', (part: string) => {
        answer += part;
        if (/\r\n\r\n/.test(answer)) socket.destroy();
      });
      socket.on('close', () => resolve(answer));
      socket.on('error', reject);
    });
    const head = `Host: localhost:${port}\r\nConnection: close\r\n`;
    for (const [what, text] of [
      ['a long address', `GET /api/v1/${'x'.repeat(20_000)} HTTP/1.1\r\n${head}\r\n`], ['a long query', `GET /api/v1/healthz?${'x'.repeat(20_000)} HTTP/1.1\r\n${head}\r\n`],
      ['a long header', `GET /api/v1/healthz HTTP/1.1\r\n${head}X-Long: ${'x'.repeat(20_000)}\r\n\r\n`], ['no host', 'GET /api/v1/session HTTP/1.1\r\nConnection: close\r\n\r\n'],
      ['a bad host', 'GET /api/v1/session HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n'], ['two lengths', `POST /api/v1/session HTTP/1.1\r\n${head}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}x`],
      ['length and chunks', `POST /api/v1/session HTTP/1.1\r\n${head}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`], ['bad chunks', `POST /api/v1/session HTTP/1.1\r\n${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n`],
      ['a negative length', `POST /api/v1/session HTTP/1.1\r\n${head}Content-Length: -1\r\n\r\n`], ['no method', `\r\n\r\nFOO\r\n\r\n`], ['another version', `GET / HTTP/9.9\r\n${head}\r\n`], ['a split header', `GET /api/v1/session HTTP/1.1\r\n${head}X-A: a\rb\r\n\r\n`],
      ['trace', `TRACE /api/v1/session HTTP/1.1\r\n${head}\r\n`], ['connect', `CONNECT localhost:22 HTTP/1.1\r\n${head}\r\n`], ['traversal', `GET /api/v1/../../../../etc/passwd HTTP/1.1\r\n${head}\r\n`], ['encoded traversal', `GET /api/v1/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\n${head}\r\n`],
      ['bad escapes', `GET /api/v1/records/%zz%ff HTTP/1.1\r\n${head}Authorization: Bearer ${tokens.get('clerk') ?? ''}\r\n\r\n`], ['another site', `GET http://evil.example/ HTTP/1.1\r\n${head}\r\n`],
      ['an upgrade', `GET /api/v1/session HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`], ['a method override', `GET /api/v1/session HTTP/1.1\r\n${head}X-HTTP-Method-Override: DELETE\r\n\r\n`],
    ] as const) {
      const answer = await raw(text);
      // What is no HTTP at all may be hung up on without a word.
      expect(answer === '' || /^HTTP\/1\.1 (3|4)\d\d /.test(answer), `${what}: ${answer.slice(0, 200)}`).toBe(true);
      expect(answer).not.toMatch(/root:|stack|node_modules/);
    }
    // A body of 10 MB is refused while it is still being sent.
    const status = await new Promise<number>((resolve, reject) => {
      const call = httpsRequest({ host: hostname, port, ca, servername: 'localhost', path: '/api/v1/query', method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${tokens.get('clerk') ?? ''}` } }, (response) => {
        resolve(response.statusCode ?? 0);
        response.resume();
        call.destroy();
      });
      call.on('error', (error) => ('code' in error && (error.code === 'EPIPE' || error.code === 'ECONNRESET') ? undefined : reject(error)));
      const piece = Buffer.alloc(1024 * 1024, 32);
      for (let sent = 0; sent < 10; sent += 1) call.write(piece);
      call.end('{}');
    });
    expect(status).toBe(413);
  });
});

/** Values that no field of the type takes. */
function wrongValues(type: string): readonly unknown[] {
  const never: readonly unknown[] = [{}, { a: 1 }, [[]], ['x']];
  switch (type) {
    case 'text':
    case 'longText':
      return [...never, 1, true, 'a\u0000b', 'x'.repeat(200_000)];
    case 'json':
      return [];
    case 'bool':
      return [...never, 'true', 1, 'x'];
    case 'int':
      return [...never, '1.5', 1.5, 1e300, true, 'x', '1'.repeat(30)];
    case 'decimal':
      return [...never, true, 'x', '1e5', '1,5', 'NaN', 'Infinity', '--1', '9'.repeat(60), '0x1', '1'.repeat(30), 1.5];
    case 'date':
      return [...never, true, 1, 'x', '2026-02-30', '2026-13-01', '20260101', '2026-1', '0000-00-00', '2026-01-01T00:00:00Z'];
    default:
      return [...never, true, 1, 'x', '01900000-0000-7000-8000-000000000000'];
  }
}
