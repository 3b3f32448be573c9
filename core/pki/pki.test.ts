import { execFileSync } from 'node:child_process';
import { X509Certificate, createPrivateKey } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createVault } from '#core/vault';
import type { Vault } from '#core/vault';
import { createAuthority, fingerprint, issueServerCertificate, issueSigner, loadKeys, renewServerCertificate, saveKeys } from './index.ts';
import type { Authority, ServerIdentity, Signer } from './index.ts';

const NOW = new Date('2026-11-22T08:00:00Z');
let dir: string;
let authority: Authority;
let server: ServerIdentity;
let signer: Signer;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'panshi-pki-'));
  authority = await createAuthority({ organisation: '磐石贸易有限公司', now: NOW });
  server = await issueServerCertificate(authority,
    { hosts: ['localhost', '127.0.0.1', '::1', 'Erp.Firm.internal', '服务器.内网'], days: 397, now: NOW });
  signer = await issueSigner(authority, { name: '审计签名', now: NOW });
});
afterAll(() => rmSync(dir, { recursive: true }));

const write = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(dir, name), content);
  return join(dir, name);
};

/** openssl's own judgement of a certificate under the authority. */
function opensslVerify(purpose: string, certificatePem: string): string {
  const files = ['-CAfile', write('ca.pem', authority.certificatePem), write('certificate.pem', certificatePem)];
  const options = ['-x509_strict', '-attime', String(NOW.getTime() / 1000), '-purpose', purpose];
  return execFileSync('openssl', ['verify', ...options, ...files], { encoding: 'utf8', stdio: 'pipe' });
}

describe('the firm\'s authority', () => {
  test('is a self-signed RSA-3072 CA in the firm\'s name for ten years, that may sign certificates and nothing else', () => {
    const certificate = new X509Certificate(authority.certificatePem);
    expect(certificate.ca).toBe(true);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.publicKey.asymmetricKeyDetails?.modulusLength).toBe(3072);
    expect(certificate.subject).toBe('O=磐石贸易有限公司\nCN=Panshi CA 磐石贸易有限公司');
    expect(certificate.issuer).toBe(certificate.subject);
    expect(certificate.validToDate.toISOString()).toBe('2036-11-22T08:00:00.000Z');
    expect(certificate.validFromDate.toISOString()).toBe('2026-11-21T08:00:00.000Z');
    const text = execFileSync('openssl', ['x509', '-noout', '-text', '-in', write('ca.pem', authority.certificatePem)],
      { encoding: 'utf8' });
    expect(text).toMatch(/Basic Constraints: critical\s+CA:TRUE, pathlen:0/);
    expect(text).toMatch(/Key Usage: critical\s+Certificate Sign, CRL Sign\n/);
    expect(fingerprint(authority.certificatePem)).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  });

  test('serial numbers never meet', () => {
    const serials = [authority, server, signer].map((each) => new X509Certificate(each.certificatePem).serialNumber);
    expect(new Set(serials).size).toBe(3);
    for (const serial of serials) expect(serial).toMatch(/^[4-7][0-9A-F]{31}$/);
  });

  test('needs a name', async () => {
    await expect(createAuthority({ organisation: '  ' })).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('the server\'s certificate', () => {
  test('stands for its names and addresses, and openssl accepts it strictly for a TLS server only', () => {
    const certificate = new X509Certificate(server.certificatePem);
    for (const host of ['localhost', 'erp.firm.internal', 'xn--zfru1ggxt.xn--v6q792i']) expect(certificate.checkHost(host)).toBe(host);
    expect(certificate.checkHost('other.firm.internal')).toBeUndefined();
    for (const address of ['127.0.0.1', '::1']) expect(certificate.checkIP(address)).toBeDefined();
    expect(certificate.checkIP('127.0.0.2')).toBeUndefined();
    expect(server.hosts).toEqual(['localhost', '127.0.0.1', '::1', 'erp.firm.internal', 'xn--zfru1ggxt.xn--v6q792i']);
    const check = (purpose: string) => opensslVerify(purpose, server.certificatePem);
    expect(check('sslserver')).toContain('OK');
    expect(() => check('smimesign')).toThrow(/unsuitable certificate purpose/i);
  });

  test('serves TLS 1.3 to a client that trusts the authority only', async () => {
    const fresh = await createAuthority({ organisation: '磐石' });
    const { certificatePem, privateKeyPem } = await issueServerCertificate(fresh, { hosts: ['localhost'], days: 30 });
    const host = createServer({ cert: certificatePem, key: privateKeyPem, minVersion: 'TLSv1.3' }, (socket) => socket.end('磐石'));
    await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
    const address: AddressInfo | string | null = host.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const shake = (ca: string) => new Promise<boolean>((resolve, reject) => {
      const client = connect({ host: '127.0.0.1', port: address.port, servername: 'localhost', ca }, () => {
        resolve(client.authorized);
        client.destroy();
      });
      client.on('error', reject);
    });
    try {
      await expect(shake(fresh.certificatePem)).resolves.toBe(true);
      await expect(shake(authority.certificatePem)).rejects.toThrow(/certificate/);
    } finally {
      host.close();
    }
  });

  test('refuses what is no host, no host at all, and too long a life', async () => {
    for (const host of ['', 'a b', '-a.local', 'a..b', '1.2.3', '300.1.1.1', '*.local', 'x'.repeat(64), 'https://a']) {
      await expect(issueServerCertificate(authority, { hosts: [host], days: 30 })).rejects.toMatchObject({ code: 'invalid' });
    }
    await expect(issueServerCertificate(authority, { hosts: [], days: 30 })).rejects.toMatchObject({ code: 'invalid' });
    for (const days of [0, 826, 1.5]) {
      await expect(issueServerCertificate(authority, { hosts: ['a'], days })).rejects.toMatchObject({ code: 'invalid' });
    }
  });

  test('never outlives the authority', async () => {
    const late = new Date('2036-10-01T00:00:00Z');
    expect((await issueServerCertificate(authority, { hosts: ['a'], days: 397, now: late })).notAfter).toBe('2036-11-22T08:00:00.000Z');
  });

  test('is renewed in its last 30 days, for the same hosts with a new key, not before', async () => {
    expect(server.notAfter).toBe('2027-12-24T08:00:00.000Z');
    expect(await renewServerCertificate(authority, server, { days: 397, now: new Date('2027-11-24T07:00:00Z') })).toBeUndefined();
    const renewed = await renewServerCertificate(authority, server, { days: 397, now: new Date('2027-11-25T08:00:00Z') });
    expect(renewed?.hosts).toEqual(server.hosts);
    expect(renewed?.notAfter).toBe('2028-12-26T08:00:00.000Z');
    expect(renewed?.privateKeyPem).not.toBe(server.privateKeyPem);
  });
});

describe('the signer', () => {
  test('may sign documents, as long as the authority lasts, and is no server', () => {
    const certificate = new X509Certificate(signer.certificatePem);
    expect(certificate.ca).toBe(false);
    expect(certificate.validToDate).toEqual(new X509Certificate(authority.certificatePem).validToDate);
    const check = (purpose: string) => opensslVerify(purpose, signer.certificatePem);
    expect(check('smimesign')).toContain('OK');
    expect(() => check('sslserver')).toThrow(/unsuitable certificate purpose/i);
  });
});

describe('the key store', () => {
  let data: string;
  let vault: Vault;
  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'panshi-keys-'));
    ({ vault } = await createVault(data, { passphrase: 'a sound passphrase' }));
    saveKeys(data, vault, { authority, server, signer });
  });
  afterAll(() => rmSync(data, { recursive: true }));
  const keys = () => join(data, 'keys');

  test('gives back what it was given', () => {
    expect(loadKeys(data, vault)).toEqual({ authority, server, signer });
  });

  test('keeps certificates in clear and no private key readable', () => {
    expect(readFileSync(join(keys(), 'authority.pem'), 'utf8')).toBe(authority.certificatePem);
    for (const name of readdirSync(keys())) {
      const text = readFileSync(join(keys(), name), 'utf8');
      expect(text).not.toContain('PRIVATE');
      for (const { privateKeyPem } of [authority, server, signer]) {
        expect(text).not.toContain(privateKeyPem.split('\n')[5]);
        expect(text).not.toContain(createPrivateKey(privateKeyPem).export({ format: 'jwk' }).d);
      }
    }
  });

  test('a renewed certificate replaces the old pair, and a crash before the certificate leaves the old pair working', async () => {
    const renewed = await issueServerCertificate(authority, { hosts: server.hosts, days: 397, now: NOW });
    const old = readFileSync(join(keys(), 'server.pem'));
    const oldKey = readdirSync(keys()).find((name) => name.startsWith('server-')) ?? '';
    const oldSealed = readFileSync(join(keys(), oldKey));
    saveKeys(data, vault, { authority, server: renewed, signer });
    expect(loadKeys(data, vault).server).toEqual(renewed);
    expect(readdirSync(keys()).filter((name) => name.endsWith('.key'))).toHaveLength(3);
    // What a crash between the two leaves: both keys, the old certificate.
    writeFileSync(join(keys(), oldKey), oldSealed);
    writeFileSync(join(keys(), 'server.pem'), old);
    expect(loadKeys(data, vault).server).toEqual(server);
    saveKeys(data, vault, { authority, server, signer });
  });

  test('a key in another\'s place, a changed key, a missing one, another vault: each is refused', async () => {
    const [authorityKey = '', serverKey = '', signerKey = ''] = ['authority-', 'server-', 'signer-']
      .map((start) => readdirSync(keys()).find((name) => name.startsWith(start)));
    const broken = expect.objectContaining({ code: 'store_broken' });
    const good = readFileSync(join(keys(), serverKey));
    writeFileSync(join(keys(), serverKey), readFileSync(join(keys(), signerKey)));
    expect(() => loadKeys(data, vault)).toThrowError(broken);
    writeFileSync(join(keys(), serverKey), good);
    renameSync(join(keys(), authorityKey), join(keys(), 'aside'));
    expect(() => loadKeys(data, vault)).toThrowError(expect.objectContaining({ code: 'not_found' }));
    renameSync(join(keys(), 'aside'), join(keys(), authorityKey));
    const elsewhere = mkdtempSync(join(tmpdir(), 'panshi-keys-'));
    const { vault: other } = await createVault(elsewhere, { passphrase: 'a sound passphrase' });
    rmSync(elsewhere, { recursive: true });
    expect(() => loadKeys(data, other)).toThrowError(broken);
    expect(loadKeys(data, vault)).toEqual({ authority, server, signer });
  });
});
