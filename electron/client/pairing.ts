import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { connect, type DetailedPeerCertificate } from 'node:tls';
import { isPanshiError, refuse } from '#common/errors';
import { pairingCode, readPairingCode } from '#core/pki/pairing-code.ts';
import type { LanConnection } from './connection.ts';
import { hostAddress } from './host-address.ts';
import { openLanDoor } from './lan-fetch.ts';

const PATIENCE_MS = 10_000;
/** Longest chain that is looked at. */
const MOST_CERTIFICATES = 8;

/**
 * Makes a desktop trust a host: the code says which authority is meant, so the certificates may be fetched from whoever answers.
 * @returns what to keep, once the host has proved itself with that authority
 * @throws PanshiError `invalid` for an address or code that is none, `forbidden` when the host shows another authority or does not prove itself,
 *   `not_ready` when nobody answers
 */
export async function pair(typedAddress: string, typedCode: string): Promise<LanConnection> {
  const url = hostAddress(typedAddress);
  const code = readPairingCode(typedCode);
  const chain = await shownCertificates(url);
  const ca = chain.find((certificate) => isAuthority(certificate) && pairingCode(certificate) === code);
  if (ca === undefined) {
    throw refuse('forbidden', '该主机的证书与配对码不符，未保存。请核对地址与配对码；若都无误，请联系管理员。',
      'The host shows another certificate than the code says; nothing was kept. Check address and code; if both are right, ask your administrator.');
  }
  await prove(url, ca);
  return { mode: 'client', url, caFingerprint: new X509Certificate(ca).fingerprint256, ca };
}

/** The host has a certificate of that authority, for this very name, and is one of ours. */
async function prove(url: string, ca: string): Promise<void> {
  const door = openLanDoor({ url, ca });
  try {
    const answer = await door.fetch(new Request(`${url}/api/v1/healthz`));
    const said: unknown = await answer.json().catch(() => undefined);
    if (typeof said === 'object' && said !== null && 'status' in said) return;
    throw refuse('forbidden', '该地址上的不是磐石主机，未保存。', 'What answers at this address is no host of Panshi; nothing was kept.');
  } catch (error) {
    if (isPanshiError(error)) throw error;
    throw refuse('forbidden', '主机的证书不是为这个地址签发的，或已失效，未保存。请使用“panshi pair”列出的地址。',
      'The host’s certificate is not for this address, or has run out; nothing was kept. Use one of the addresses that "panshi pair" lists.');
  } finally {
    door.close();
  }
}

/**
 * The certificates that whoever answers there shows, PEM. This one connection trusts nobody and sends nothing: it only looks, and what it saw counts
 * when the code vouches for it.
 */
function shownCertificates(url: string): Promise<readonly string[]> {
  const { hostname, port } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    const socket = connect({
      host, port: Number(port === '' ? 443 : port), minVersion: 'TLSv1.3', rejectUnauthorized: false, ...(isIP(host) === 0 ? { servername: host } : {}),
    });
    const failed = (): void => {
      socket.destroy();
      reject(refuse('not_ready', `连接不上 ${url}。请检查地址、网络，以及主机是否已启动。`, `${url} cannot be reached. Check address and network, and whether the host runs.`));
    };
    socket.setTimeout(PATIENCE_MS, failed);
    socket.once('error', failed);
    socket.once('secureConnect', () => {
      const shown = chainOf(socket.getPeerCertificate(true));
      socket.destroy();
      resolve(shown);
    });
  });
}

function chainOf(first: DetailedPeerCertificate): readonly string[] {
  const found = new Map<string, string>();
  for (let at: DetailedPeerCertificate | undefined = first; at?.raw !== undefined && found.size < MOST_CERTIFICATES; at = at.issuerCertificate) {
    const certificate = new X509Certificate(at.raw);
    if (found.has(certificate.fingerprint256)) break;
    found.set(certificate.fingerprint256, certificate.toString());
  }
  return [...found.values()];
}

function isAuthority(pem: string): boolean {
  const certificate = new X509Certificate(pem);
  return certificate.ca && certificate.checkIssued(certificate) && certificate.verify(certificate.publicKey);
}
