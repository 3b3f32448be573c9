import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { createClient, lobbyOf, type Client } from '#common/api';
import { httpsFetch } from '#server/testing/https-fetch.ts';
import { serveLobby, type Started } from './serve-lobby.ts';

const root = mkdtempSync(join(tmpdir(), 'panshi-start-'));
const data = join(root, 'data');
const pages = join(root, 'pages');
const PASSPHRASE = 'correct horse battery staple';
let program: Started;
const agents: Agent[] = [];

beforeAll(() => {
  mkdirSync(pages);
  writeFileSync(join(pages, 'index.html'), '<title>磐石</title>');
});
afterEach(async () => {
  for (const agent of agents.splice(0)) agent.destroy();
  await program.close();
});
afterAll(() => rmSync(root, { recursive: true }));

/** The address as a browser asks for it, and the code that stays in the page. */
function address(): { readonly origin: string; readonly code: string } {
  const { origin, hash } = new URL(program.url);
  return { origin, code: new URLSearchParams(hash.slice(1)).get('code') ?? '' };
}

function client(trust: { readonly ca: string } | { readonly rejectUnauthorized: false }): Client {
  const agent = new Agent(trust);
  agents.push(agent);
  return createClient({ baseUrl: address().origin, fetch: httpsFetch(agent) });
}

/** Who has issued the certificate that a newcomer is shown. */
function issuer(): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(program.url).port), servername: 'localhost', rejectUnauthorized: false }, () => {
      resolve([socket.getPeerCertificate().issuer.CN ?? ''].flat().join());
      socket.destroy();
    });
    socket.on('error', reject);
  });
}

it('sets a firm up without a terminal: with the code of the address, under a passing certificate until there is the firm’s own', async () => {
  program = await serveLobby({ data, port: 0, pages });
  expect(program.url).toMatch(/^https:\/\/localhost:\d+\/#code=[\w-]{22}$/);
  expect(await issuer()).toBe('Panshi CA Panshi setup');
  const guest = lobbyOf(client({ rejectUnauthorized: false }));
  const { code } = address();
  const officer = (username: string) => ({ username, name: username, password: 'Quartz-Lantern-93' });
  const body = {
    company: { name: '起步公司', currency: 'CNY', chart: 'small-enterprise' },
    passphrase: PASSPHRASE,
    officers: { system: officer('li.system'), security: officer('zhao.security'), audit: officer('sun.audit') },
    sample: null,
  };
  await expect(guest.setUp(body)[Symbol.asyncIterator]().next()).rejects.toMatchObject({ status: 403 });
  let recoveryKey = '';
  for await (const line of guest.setUp({ ...body, code })) if (line.line === 'made') recoveryKey = line.recoveryKey;
  await guest.confirm(recoveryKey, code);
  expect(await issuer()).toBe('Panshi CA 起步公司');
  const pinned = client({ ca: readFileSync(join(data, 'keys', 'authority.pem'), 'utf8') });
  expect((await pinned.signIn({ username: 'sun.audit', password: 'Quartz-Lantern-93' })).user.roles).toEqual(['audit-administrator']);
});

it('asks for the passphrase at the next start', async () => {
  program = await serveLobby({ data, port: 0, pages });
  expect(await issuer()).toBe('Panshi CA Panshi setup');
  const guest = lobbyOf(client({ rejectUnauthorized: false }));
  await expect(guest.unlock(PASSPHRASE)).rejects.toMatchObject({ status: 403 });
  expect(await guest.unlock(PASSPHRASE, address().code)).toMatchObject({ state: 'open' });
  expect(await issuer()).toBe('Panshi CA 起步公司');
});

it('asks for nothing where the passphrase is given', async () => {
  program = await serveLobby({ data, port: 0, pages, unlock: { passphrase: PASSPHRASE } });
  expect(program.url).toMatch(/^https:\/\/localhost:\d+\/$/);
  expect(await issuer()).toBe('Panshi CA 起步公司');
  const pinned = client({ ca: readFileSync(join(data, 'keys', 'authority.pem'), 'utf8') });
  const response = await pinned.send('GET', '/healthz');
  expect(await response.json()).toEqual({ status: 'ok' });
  expect(response.headers.get('strict-transport-security')).toBeNull();
  await expect(serveLobby({ data, port: 0, pages, unlock: { passphrase: PASSPHRASE } })).rejects.toMatchObject({ code: 'conflict' });
});
