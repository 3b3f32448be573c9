import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createClient, type Client } from '#common/api';
import { initHost } from '#server/host';
import { CHEAP, PASSPHRASE, PASSWORD } from '#server/testing';
import { ipcPort, portFetch } from './index.ts';

let data: string;
let child: ChildProcess;
let client: Client;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'panshi-port-'));
  await initHost({
    data,
    hashCost: CHEAP,
    answers: {
      company: { name: '测试公司' },
      passphrase: PASSPHRASE,
      users: [{ username: 'sales.manager', name: '销售经理', password: PASSWORD, roles: ['sales-manager'] }],
    },
  });
  child = fork(fileURLToPath(new URL('../testing/port-process.ts', import.meta.url)), [data], { serialization: 'advanced', execArgv: [] });
  await once(child, 'message');
  client = createClient({ baseUrl: 'panshi://app', fetch: portFetch(ipcPort(child)) });
  await client.signIn({ username: 'sales.manager', password: PASSWORD });
});

afterAll(async () => {
  const gone = once(child, 'exit');
  child.disconnect();
  await gone;
  await rm(data, { recursive: true, force: true });
});

it('carries records, many at once, between two processes', async () => {
  const made = await Promise.all(Array.from({ length: 20 }, (_, at) => client.create('customer', { code: `P${at}`, name: `客户${at}` })));
  expect(new Set(made.map(({ id }) => id)).size).toBe(20);
  expect((await client.list('customer', { count: true, limit: 5 })).total).toBe(20);
});

it('carries a file of a megabyte there and back', async () => {
  const record = await client.create('customer', { code: 'F', name: '附件公司' });
  const content = Uint8Array.from({ length: 1_000_000 }, (_, at) => (at * 31) % 251);
  const kept = await client.attach('customer', record.id, { name: 'a.bin', mediaType: 'application/octet-stream', content });
  expect(Buffer.from(await client.attachment('customer', record.id, kept.id)).equals(Buffer.from(content))).toBe(true);
});

it('carries refusals, and events until they are let go', async () => {
  await expect(client.read('customer', '01a20137-6344-71c2-9741-b8fa45cf4728')).rejects.toMatchObject({ status: 404 });
  const events = (await client.events())[Symbol.asyncIterator]();
  const { id } = await client.create('customer', { code: 'E', name: '事件公司' });
  expect((await events.next()).value).toMatchObject({ id, event: 'create' });
  await events.return?.();
  expect((await client.list('customer', { filter: 'code == "E"' })).records).toHaveLength(1);
});
