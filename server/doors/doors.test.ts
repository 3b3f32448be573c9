import { request as plainRequest } from 'node:http';
import { Agent, request } from 'node:https';
import { connect } from 'node:tls';
import { MessageChannel } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, type ApiChange, type Client } from '#common/api';
import type { Dialect } from '#db';
import { PASSWORD, testHost, type TestHost } from '#server/testing';
import { openHttps, openHttpOnLoopback, portFetch, servePort, type OpenDoor } from './index.ts';
import { httpsFetch } from '../testing/https-fetch.ts';

describe.each<Dialect>(['sqlite', 'postgres'])('%s', (dialect) => {
  let test: TestHost;
  let https: OpenDoor;
  let agent: Agent;
  const channel = new MessageChannel();

  beforeAll(async () => {
    test = await testHost(dialect);
    https = await openHttps(test.host.handler, { host: '127.0.0.1', port: 0, server: test.host.keys.server });
    agent = new Agent({ ca: test.host.keys.authority.certificatePem, keepAlive: true });
    servePort(channel.port1, test.host.handler);
  });
  afterAll(async () => {
    agent.destroy();
    channel.port1.close();
    await https.close();
    await test.remove();
  });

  const doors: Readonly<Record<string, () => Client>> = {
    'in process': () => test.guest(),
    HTTPS: () => createClient({ baseUrl: https.url, fetch: httpsFetch(agent), lang: 'en' }),
    'a message port': () => createClient({ baseUrl: 'panshi://app', fetch: portFetch(channel.port2), lang: 'en' }),
  };

  describe.each(Object.keys(doors))('over %s', (door) => {
    let client: Client;
    const code = (rest: string) => `${door.replace(/\W/g, '').slice(0, 6)}-${rest}`;

    beforeAll(async () => {
      client = (doors[door] ?? test.guest)();
      await client.signIn({ username: 'sales.manager', password: PASSWORD });
    });

    it('makes, reads, changes and lists records', async () => {
      const made = await client.create('customer', { code: code('A'), name: '甲公司', creditLimit: '1000.50' });
      expect(await client.read('customer', made.id, ['name', 'creditLimit'])).toMatchObject({ name: '甲公司', creditLimit: '1000.50' });
      const changed = await client.update('customer', made.id, { version: made['version'], name: '乙公司' });
      expect(changed['name']).toBe('乙公司');
      await expect(client.update('customer', made.id, { version: made['version'], name: '丙公司' })).rejects.toMatchObject({
        status: 409,
        code: 'conflict',
      });
      const list = await client.list('customer', { filter: `code == "${code('A')}"`, fields: ['code', 'name'], count: true });
      expect(list).toMatchObject({ total: 1, records: [{ code: code('A'), name: '乙公司' }] });
      const history = await client.history('customer', made.id);
      expect(history.map((entry) => entry.event)).toEqual(['create', 'update']);
    });

    it('acts once for one Idempotency-Key, also when asked twice at the same time', async () => {
      const draft = { code: code('I'), name: '一次公司' };
      const key = { idempotencyKey: code('key') };
      const [one, two] = await Promise.all([client.create('customer', draft, key), client.create('customer', draft, key)]);
      expect(two).toEqual(one);
      await expect(client.create('customer', { ...draft, name: '别的' }, key)).rejects.toMatchObject({
        status: 409,
        code: 'idempotency_mismatch',
      });
      expect((await client.list('customer', { filter: `code == "${code('I')}"`, count: true })).total).toBe(1);
      const bad = { idempotencyKey: code('bad') };
      const first = await client
        .create('customer', { code: code('I'), name: 'x' }, bad)
        .catch((error: { requestId: string }) => error.requestId);
      const second = await client
        .create('customer', { code: code('I'), name: 'x' }, bad)
        .catch((error: { requestId: string }) => error.requestId);
      expect(second).toBe(first);
    });

    it('answers bad requests with a clear 4xx', async () => {
      const json = { 'content-type': 'application/json' };
      const bad: readonly [string, string, string | undefined, number][] = [
        ['GET', '/records/customer?nope=1', undefined, 400],
        ['GET', '/records/customer?limit=501', undefined, 400],
        ['GET', '/records/customer?filter=((', undefined, 400],
        ['GET', '/records/customer?fields=nope', undefined, 403],
        ['GET', '/records/customer?cursor=xyz', undefined, 400],
        ['GET', `/records/customer/${encodeURIComponent(`' OR '1'='1`)}`, undefined, 404],
        ['GET', '/records/customer/%00', undefined, 404],
        ['GET', '/records/nothing', undefined, 404],
        ['GET', '/reports/nothing', undefined, 404],
        ['GET', '/nothing', undefined, 404],
        ['PATCH', '/session', '{}', 405],
        ['DELETE', '/customisations', undefined, 405],
        ['POST', '/records/customer', '{', 400],
        ['POST', '/records/customer', '[]', 400],
        ['POST', '/records/customer', '{"name":{"$ne":1},"code":"z"}', 422],
        ['POST', '/records/customer', '{"id":"x","name":"n","code":"z"}', 403],
        ['POST', '/query', '{"object":"customer","select":["sum(name)"]}', 400],
        ['PATCH', '/records/customer/01a20137-6344-71c2-9741-b8fa45cf4728', '{"name":"x"}', 400],
        ['POST', '/records/customer/01a20137-6344-71c2-9741-b8fa45cf4728/actions/explode', '{}', 404],
      ];
      for (const [method, path, body, status] of bad) {
        const response = await client.send(method, path, {
          headers: body === undefined ? {} : json,
          ...(body === undefined ? {} : { body }),
        });
        expect([method, path, response.status]).toEqual([method, path, status]);
        expect(await response.json()).toMatchObject({
          error: { code: expect.any(String), message: expect.any(String), requestId: expect.any(String) },
        });
      }
      const wrongType = await client.send('POST', '/records/customer', { headers: { 'content-type': 'text/plain' }, body: '{}' });
      expect(wrongType.status).toBe(415);
      const large = await client.send('POST', '/records/customer', {
        headers: json,
        body: JSON.stringify({ name: 'x'.repeat(10_000_000) }),
      });
      expect(large.status).toBe(413);
    });

    it('keeps attachments sealed, and shows them with their record', async () => {
      const record = await client.create('customer', { code: code('F'), name: '附件公司' });
      const content = new TextEncoder().encode('合同正文 marker-4711');
      const kept = await client.attach('customer', record.id, { name: '合同 a.txt', mediaType: 'text/plain', content });
      expect(kept).toMatchObject({ name: '合同 a.txt', bytes: content.length });
      expect(await client.attachments('customer', record.id)).toEqual([kept]);
      expect(await client.attachment('customer', record.id, kept.id)).toEqual(content);
      const exe = client.attach('customer', record.id, {
        name: 'a.txt',
        mediaType: 'text/plain',
        content: new TextEncoder().encode('MZ not a text at all'),
      });
      await expect(exe).rejects.toMatchObject({ status: 415 });
    });

    it('tells changes as they happen, until it is let go', async () => {
      const gone = new AbortController();
      const events = (await client.events({ signal: gone.signal }))[Symbol.asyncIterator]();
      const record = await client.create('customer', { code: code('E'), name: '事件公司' });
      const heard = await events.next();
      expect(heard.value).toMatchObject({ object: 'customer', id: record.id, event: 'create' });
      const { position } = heard.value as ApiChange & { position: string };
      gone.abort();
      // The stream ends or breaks, as the door has it.
      expect(
        await events.next().then(
          ({ done }) => done,
          () => true,
        ),
      ).toBe(true);
      const later = await client.create('customer', { code: code('E2'), name: '后来公司' });
      const again = new AbortController();
      for await (const change of await client.events({ after: position, signal: again.signal })) {
        expect(change.id).toBe(later.id);
        break;
      }
      again.abort();
    });

    it('exports a list as CSV, and the audit log only to the auditor', async () => {
      const text = await client.csv('customer', { fields: ['code', 'name'], filter: `code == "${code('A')}"` });
      expect(text).toBe(`编码,名称\r\n${code('A')},乙公司\r\n`.replace('编码,名称', 'Code,Name'));
      await expect(client.exportAudit()).rejects.toMatchObject({ status: 403 });
      await expect(client.audit()).rejects.toMatchObject({ status: 403 });
    });
  });

  it('refuses plain HTTP and TLS 1.2 at the HTTPS door', async () => {
    const answer = await new Promise<string>((resolve, reject) => {
      const call = plainRequest({ host: '127.0.0.1', port: https.port, path: '/api/v1/healthz' }, (response) => {
        response.resume();
        resolve(`${response.statusCode}`);
      });
      call.on('error', reject);
      call.end();
    });
    expect(answer).toBe('400');
    await expect(
      new Promise((resolve, reject) => {
        const socket = connect(
          { host: '127.0.0.1', port: https.port, maxVersion: 'TLSv1.2', ca: test.host.keys.authority.certificatePem },
          () => resolve('open'),
        );
        socket.on('error', reject);
      }),
    ).rejects.toThrow(/protocol|alert|version/i);
    await expect(openHttpOnLoopback(test.host.handler, '0.0.0.0', 0)).rejects.toMatchObject({ code: 'invalid' });
  });

  it('gives browsers the cookie, and takes changes with it from the own origin only', async () => {
    const sent = async (headers: Record<string, string>, method = 'POST', path = '/records/customer') => {
      return await new Promise<{ status: number; cookie: string; headers: Record<string, unknown> }>((resolve, reject) => {
        const body =
          method === 'POST' ? JSON.stringify(path === '/session' ? { username: 'sales.manager', password: PASSWORD } : {}) : undefined;
        const call = request(
          `${https.url}/api/v1${path}`,
          { agent, method, headers: { 'content-type': 'application/json', ...headers } },
          (response) => {
            response.resume();
            resolve({ status: response.statusCode ?? 0, cookie: response.headers['set-cookie']?.[0] ?? '', headers: response.headers });
          },
        );
        call.on('error', reject);
        call.end(body);
      });
    };
    const { cookie, headers } = await sent({ 'sec-fetch-site': 'same-origin' }, 'POST', '/session');
    expect(cookie).toMatch(/^__Host-panshi=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/);
    expect(headers).toMatchObject({
      'strict-transport-security': expect.any(String),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    const own = { cookie: cookie.split(';')[0] ?? '' };
    expect((await sent(own, 'GET')).status).toBe(200);
    expect((await sent(own)).status).toBe(403);
    expect((await sent({ ...own, origin: 'https://evil.example' })).status).toBe(403);
    expect((await sent({ ...own, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await sent({ ...own, origin: https.url })).status).toBe(422);
    expect((await sent({ ...own, 'sec-fetch-site': 'same-origin' })).status).toBe(422);
    expect((await sent({ 'sec-fetch-site': 'cross-site' }, 'POST', '/session')).status).toBe(403);
  });
});
