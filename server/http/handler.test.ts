import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, testHost, type TestHost } from '#server/testing';
import { docsPage } from './openapi/docs-page.ts';
import type { OpenApi } from './openapi/document.ts';

let test: TestHost;
let now = new Date('2026-03-02T08:00:00Z');

beforeAll(async () => {
  test = await testHost('sqlite', () => now);
});
afterAll(() => test.remove());

describe('sign-in', () => {
  it('says who is signed in, and nothing more after sign-out', async () => {
    const client = await test.as('sales.clerk');
    expect(await client.me()).toMatchObject({ username: 'sales.clerk', roles: ['sales-clerk'], mustChangePassword: false });
    await client.signOut();
    await expect(client.me()).rejects.toMatchObject({ status: 401, code: 'unauthenticated' });
  });

  it('ends a session on the server after fifteen idle minutes', async () => {
    const client = await test.as('sales.clerk');
    now = new Date(now.getTime() + 15 * 60_000);
    await expect(client.me()).rejects.toMatchObject({ status: 401 });
  });

  it('slows down an address that fails over many names', async () => {
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 31; attempt++) {
      const response = await test.host.handler(
        new Request('https://localhost/api/v1/session', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ username: `name${attempt}`, password: 'x' }),
        }),
        { address: '10.0.0.9' },
      );
      statuses.push(response.status);
    }
    expect(statuses.slice(0, 30)).toEqual(Array(30).fill(401));
    expect(statuses[30]).toBe(429);
    await test.as('sales.clerk');
  });

  it('slows it down just so when it tries all of them at once, and lets nobody else wait', async () => {
    const attempt = (username: string, password: string, address: string): Promise<number> =>
      test.host
        .handler(
          new Request('https://localhost/api/v1/session', {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ username, password }),
          }),
          { address },
        )
        .then(({ status }) => status);
    const guesses = await Promise.all(Array.from({ length: 80 }, (_, at) => attempt(`guess${at}`, 'x', '10.0.0.10')));
    expect(guesses.toSorted()).toEqual([...Array(30).fill(401), ...Array(50).fill(429)]);
    const office = await Promise.all(Array.from({ length: 40 }, () => attempt('sales.clerk', PASSWORD, '10.0.0.11')));
    expect(office).toEqual(Array(40).fill(200));
  });

  it('never keeps a password, a token or a typed name in the log', async () => {
    const auditor = await test.as('auditor');
    const { entries } = await auditor.audit({ limit: '500' });
    const text = JSON.stringify(entries);
    expect(entries.length).toBeGreaterThan(30);
    for (const secret of [PASSWORD, '"name7"', '"password"']) expect(text).not.toContain(secret);
  });
});

describe('a refusal by the store', () => {
  it('names fields as the interface does, and no table or column', async () => {
    const manager = await test.as('sales.manager');
    await manager.create('customer', { code: 'TWICE', name: '一' });
    const error: unknown = await manager.create('customer', { code: 'TWICE', name: '二' }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ status: 409, code: 'duplicate', details: { fields: ['code'] } });
    expect(JSON.stringify(error)).not.toMatch(/table|column|company_id/);
  });
});

describe('officers', () => {
  it('read no business rows', async () => {
    for (const username of ['system.officer', 'security.officer', 'auditor']) {
      const officer = await test.as(username);
      for (const object of ['customer', 'sales-order', 'voucher', 'employee', 'product']) {
        expect(await officer.list(object).catch((error: { status: number }) => error.status)).toBe(403);
      }
    }
  });

  it('grant rights to others, never to themselves, and never two offices', async () => {
    const officer = await test.as('security.officer');
    const users = (await officer.list('user', { fields: ['id', 'username', 'version', 'memberships'] }).catch(() => officer.list('user')))
      .records;
    const find = (username: string) => users.find((user) => user['username'] === username)?.id ?? '';
    const membership = async (username: string, roles: readonly string[]) => {
      const user = await officer.read('user', find(username));
      const rows = user['memberships'] as readonly { id: string; company: string }[];
      return await officer.update('user', user.id, {
        version: user['version'],
        memberships: rows.map(({ id, company }) => ({ id, company, roles })),
      });
    };
    await membership('sales.clerk', ['sales-clerk', 'buyer']);
    expect((await (await test.as('sales.clerk')).me()).roles).toEqual(['sales-clerk', 'buyer']);
    await expect(membership('sales.clerk', ['sales-clerk', 'audit-administrator'])).rejects.toMatchObject({ status: 422, code: 'rule' });
    await expect(membership('system.officer', ['system-administrator', 'audit-administrator'])).rejects.toMatchObject({ status: 422 });
    await expect(membership('security.officer', ['sales-manager'])).rejects.toMatchObject({ status: 403 });
    await expect(membership('auditor', ['sales-manager'])).rejects.toMatchObject({ status: 422 }); // the last one
    const system = await test.as('system.officer');
    const clerk = await system.read('user', find('sales.clerk'));
    await expect(system.update('user', clerk.id, { version: clerk['version'], memberships: [] })).rejects.toMatchObject({
      status: 403,
      code: 'field_denied',
    });
  });

  it('take the signed log away, as auditors only', async () => {
    const auditor = await test.as('auditor');
    const bundle = await auditor.exportAudit({ object: 'user' });
    expect(Buffer.from(bundle.subarray(0, 2)).toString()).toBe('PK');
    expect((await auditor.audit({ event: 'audit.export' })).entries).toHaveLength(1);
    const first = await auditor.audit({ limit: '2' });
    const second = await auditor.audit({ limit: '2', cursor: first.next ?? '' });
    const seqs = [...first.entries, ...second.entries].map((entry) => Number(entry['seq']));
    expect(seqs).toEqual([...seqs].sort((a, b) => b - a));
    expect(new Set(seqs).size).toBe(4);
  });
});

describe('a clerk', () => {
  it("is told by name which fields are denied, and nothing of other people's customers", async () => {
    const [manager, clerk] = [await test.as('sales.manager'), await test.as('sales.clerk')];
    const foreign = await manager.create('customer', { code: 'X1', name: '他人客户', creditLimit: '5.00' });
    const own = await clerk.create('customer', { code: 'X2', name: '自己客户', phone: '13912345678' });
    for (const list of [{ fields: ['creditLimit'] }, { filter: 'creditLimit > 1.0' }, { sort: ['-creditLimit'] }]) {
      await expect(clerk.list('customer', list)).rejects.toMatchObject({
        status: 403,
        code: 'field_denied',
        details: { fields: ['creditLimit'] },
      });
    }
    await expect(clerk.create('customer', { code: 'X3', name: 'n', creditLimit: '1.00' })).rejects.toMatchObject({
      status: 403,
      code: 'field_denied',
    });
    await expect(clerk.csv('customer')).rejects.toMatchObject({ status: 403 });
    await expect(clerk.read('customer', foreign.id)).rejects.toMatchObject({ status: 404 });
    await expect(clerk.attachments('customer', foreign.id)).rejects.toMatchObject({ status: 404 });
    expect(await clerk.list('customer', { count: true })).toMatchObject({
      total: 1,
      records: [{ id: own.id, phone: '****5678', _masked: ['phone'] }],
    });
  });
});

describe('documents', () => {
  const document = async (client = test.guest()): Promise<OpenApi> => (await (await client.send('GET', '/openapi.json')).json()) as OpenApi;

  it('describe the interface as OpenAPI 3.1 whose references all lead somewhere', async () => {
    for (const found of [await document(), await document(await test.as('sales.manager'))]) {
      expect(found.openapi).toBe('3.1.0');
      const text = JSON.stringify(found);
      const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map((match) => match[1] ?? '');
      for (const name of references) expect(Object.keys(found.components.schemas)).toContain(name);
      const ids = Object.values(found.paths).flatMap((methods) => Object.values(methods).map((operation) => operation['operationId']));
      expect(new Set(ids).size).toBe(ids.length);
      for (const [path, methods] of Object.entries(found.paths)) {
        const parts = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
        for (const operation of Object.values(methods)) {
          const parameters = (operation['parameters'] ?? []) as readonly { name: string; in: string }[];
          expect(parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)).toEqual(parts);
          expect(Object.keys(operation['responses'] as object).length).toBeGreaterThan(1);
        }
      }
    }
  });

  it('show each caller what the caller may see, and guests the general part', async () => {
    const [guest, clerk, manager] = [
      await document(),
      await document(await test.as('sales.clerk')),
      await document(await test.as('sales.manager')),
    ];
    expect(Object.keys(guest.paths)).toContain('/records/{object}');
    expect(JSON.stringify(guest)).not.toContain('sales-order');
    expect(JSON.stringify(manager.components.schemas['CustomerRecord'])).toContain('creditLimit');
    expect(JSON.stringify(clerk)).not.toContain('creditLimit');
    expect(Object.keys(manager.paths)).toContain('/records/sales-order/{id}/actions/deliver');
    expect(Object.keys(clerk.paths)).not.toContain('/records/sales-order/{id}/actions/deliver');
  });

  it('are readable as a page that loads nothing and runs nothing', async () => {
    const response = await test.guest().send('GET', '/docs?lang=zh');
    const page = await response.text();
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(page).toContain('磐石接口');
    expect(page).not.toMatch(/<script|https?:\/\/|javascript:|\son\w+=/i);
    expect(docsPage({ ...(await document()), tags: [{ name: 'records', description: '<img src=x onerror=1>' }] }, 'en')).not.toContain(
      '<img',
    );
  });
});
