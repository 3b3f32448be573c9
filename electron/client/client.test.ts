import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '#common/api';
import { createAuthority, fingerprint, issueServerCertificate, pairingCode, type Authority } from '#core/pki';
import { openHttps, type OpenHttpsDoor } from '#server/doors';
import { PASSWORD, testHost, type TestHost } from '#server/testing';
import { readConnection, saveConnection } from './connection.ts';
import { hostAddress } from './host-address.ts';
import { openLanDoor } from './lan-fetch.ts';
import { pair } from './pairing.ts';

let test: TestHost;
let door: OpenHttpsDoor;
let impostor: OpenHttpsDoor;
let stranger: Authority;
let code: string;
const at = (opened: OpenHttpsDoor) => `127.0.0.1:${opened.port}`;

beforeAll(async () => {
  test = await testHost();
  const { authority, server } = test.host.keys;
  door = await openHttps(test.host.handler, { host: '127.0.0.1', port: 0, server });
  code = pairingCode(authority.certificatePem);
  stranger = await createAuthority({ organisation: '冒充者' });
  // Shows the firm's own authority behind a certificate that it did not sign.
  const forged = await issueServerCertificate(stranger, { hosts: ['127.0.0.1'], days: 10 });
  impostor = await openHttps(test.host.handler, { host: '127.0.0.1', port: 0, server: { ...forged, caPem: authority.certificatePem } });
});
afterAll(async () => {
  await Promise.all([door.close(), impostor.close()]);
  await test.remove();
});

describe('pairing', () => {
  it('keeps the authority that the code names, once the host has proved itself with it', async () => {
    const ca = test.host.keys.authority.certificatePem;
    const made = await pair(at(door), ` ${code.toLowerCase().replaceAll('-', ' ')} `);
    expect(made).toMatchObject({ mode: 'client', url: `https://${at(door)}`, caFingerprint: fingerprint(ca) });
    expect(fingerprint(made.ca)).toBe(fingerprint(ca));
  });

  it('refuses a host whose authority is not the one of the code', async () => {
    await expect(pair(at(door), pairingCode(stranger.certificatePem))).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('refuses a host that shows the firm\'s authority without having a certificate of it', async () => {
    await expect(pair(at(impostor), code)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('refuses a name that the certificate does not stand for', async () => {
    // All of 127.0.0.0/8 is this machine; the certificate stands for 127.0.0.1.
    const elsewhere = await openHttps(test.host.handler, { host: '127.0.0.2', port: 0, server: test.host.keys.server });
    await expect(pair(`127.0.0.2:${elsewhere.port}`, code)).rejects.toMatchObject({ code: 'forbidden' });
    await elsewhere.close();
  });

  it('says that nobody answers', async () => {
    const gone = await openHttps(test.host.handler, { host: '127.0.0.1', port: 0, server: test.host.keys.server });
    await gone.close();
    await expect(pair(`127.0.0.1:${gone.port}`, code)).rejects.toMatchObject({ code: 'not_ready' });
  });
});

describe('a desktop in client mode', () => {
  it('works with the host over TLS, streams too, and has no cookie of its own', async () => {
    const lan = openLanDoor(await pair(at(door), code));
    const client = createClient({ baseUrl: 'panshi://app', fetch: (request) => lan.fetch(request), lang: 'en' });
    await client.signIn({ username: 'sales.manager', password: PASSWORD });
    const events = (await client.events())[Symbol.asyncIterator]();
    const made = await client.create('customer', { code: 'LAN', name: '局域网公司' });
    expect((await events.next()).value).toMatchObject({ id: made.id, event: 'create' });
    await events.return?.();
    const content = Uint8Array.from({ length: 300_000 }, (_, byte) => (byte * 31) % 251);
    const kept = await client.attach('customer', made.id, { name: 'a.bin', mediaType: 'application/octet-stream', content });
    expect(Buffer.from(await client.attachment('customer', made.id, kept.id)).equals(Buffer.from(content))).toBe(true);
    await client.signOut();
    lan.close();
  });

  it('sends nothing to a host with a certificate of another authority', async () => {
    const lan = openLanDoor({ url: `https://${at(door)}`, ca: stranger.certificatePem });
    await expect(lan.fetch(new Request('panshi://app/api/v1/healthz'))).rejects.toThrow(TypeError);
    lan.close();
  });
});

describe('an address', () => {
  it.each([
    ['panshi.example.lan', 'https://panshi.example.lan:8443'], ['192.168.1.5', 'https://192.168.1.5:8443'], ['192.168.1.5:9443', 'https://192.168.1.5:9443'],
    [' https://panshi.example.lan/ ', 'https://panshi.example.lan:8443'], ['panshi:443', 'https://panshi:443'], ['::1', 'https://[::1]:8443'],
    ['[::1]:9443', 'https://[::1]:9443'], ['ｐａｎｓｈｉ：９４４３', 'https://panshi:9443'],
  ])('%j is %s', (typed, address) => expect(hostAddress(typed)).toBe(address));
  it.each(['', ' ', 'http://host', 'ftp://host', 'https://a@host', 'https://host/path', 'host?x', 'ho st', 'https://', 'file:///etc'])(
    '%j is none', (typed) => expect(() => hostAddress(typed)).toThrowError(expect.objectContaining({ code: 'invalid' })));
});

describe('the settings', () => {
  it('are read back; a damaged file is told, and never taken for a host of one\'s own', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'panshi-connection-'));
    const file = join(folder, 'connection.json');
    expect(readConnection(file)).toEqual({ mode: 'local' });
    const made = await pair(at(door), code);
    saveConnection(file, made);
    expect(readConnection(file)).toEqual(made);
    for (const bad of ['', '{', '{"mode":"client"}', JSON.stringify({ ...made, ca: stranger.certificatePem }), JSON.stringify({ ...made, url: 'http://a:1' })]) {
      writeFileSync(file, bad);
      expect(() => readConnection(file)).toThrowError(expect.objectContaining({ code: 'store_broken' }));
    }
    rmSync(folder, { recursive: true });
  });
});
