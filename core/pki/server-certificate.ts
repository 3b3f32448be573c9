import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { refuse } from '#common/errors';
import type { Authority } from './authority.ts';
import { DAY_MS, endOfLife, issueCertificate, requireName } from './certificate.ts';
import type { KeyedCertificate } from './certificate.ts';

/** What the HTTPS door shows: its certificate, key, and the authority's certificate for clients to pin. */
export interface ServerIdentity extends KeyedCertificate {
  /** Names and addresses the certificate stands for. */
  readonly hosts: readonly string[];
  readonly caPem: string;
  /** ISO UTC time. */
  readonly notAfter: string;
}

/** Longer-lived server certificates are refused by some systems, even from a private authority. */
const MOST_DAYS = 825;
/** Renewal leaves a month for machines that are switched on rarely. */
const RENEW_WITHIN_DAYS = 30;

/**
 * Issues the host's TLS certificate: RSA-2048, for server authentication only.
 * @param options.hosts DNS names (Chinese ones are turned to ASCII) and IP addresses
 * @param options.days 1 to 825, cut at the end of the authority's own life
 * @throws PanshiError `invalid` for no host, a malformed one, or days out of range
 */
export async function issueServerCertificate(authority: Authority, options: {
  readonly hosts: readonly string[]; readonly days: number; readonly now?: Date;
}): Promise<ServerIdentity> {
  const { days } = options;
  if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS) {
    throw refuse('invalid', `证书有效期为 1 至 ${MOST_DAYS} 天。`, `A server certificate lasts 1 to ${MOST_DAYS} days.`);
  }
  const hosts = [...new Set(options.hosts.map(requireHost))];
  const [first] = hosts;
  if (first === undefined) throw refuse('invalid', '服务器证书至少需要一个主机名或地址。', 'A server certificate needs a host name or address.');
  const now = options.now ?? new Date();
  const made = await issueCertificate({
    subject: { organizationName: authority.organisation, commonName: requireName(first) },
    issuer: authority,
    now,
    notAfter: endOfLife(now, days, new X509Certificate(authority.certificatePem).validToDate),
    bits: 2048,
    extensions: [
      { name: 'basicConstraints', critical: true, cA: false },
      { name: 'keyUsage', critical: true, digitalSignature: true, keyEncipherment: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: hosts.map((host) => (isIP(host) === 0 ? { type: 2, value: host } : { type: 7, ip: host })) },
    ],
  });
  return serverIdentity({ ...made, caPem: authority.certificatePem });
}

/**
 * Issues a new certificate and key for the same hosts when the old one ends within 30 days.
 * @returns nothing when there is no need yet
 */
export async function renewServerCertificate(authority: Authority, server: ServerIdentity, options: {
  readonly days: number; readonly now?: Date;
}): Promise<ServerIdentity | undefined> {
  const now = options.now ?? new Date();
  if (Date.parse(server.notAfter) - now.getTime() > RENEW_WITHIN_DAYS * DAY_MS) return undefined;
  return issueServerCertificate(authority, { hosts: server.hosts, days: options.days, now });
}

/** Reads hosts and end of life back from a certificate. */
export function serverIdentity(parts: KeyedCertificate & { readonly caPem: string }): ServerIdentity {
  const certificate = new X509Certificate(parts.certificatePem);
  const hosts = (certificate.subjectAltName ?? '').split(', ').filter((entry) => entry !== '')
    .map((entry) => requireHost(entry.replace(/^(DNS|IP Address):/, '')));
  return { ...parts, hosts, notAfter: certificate.validToDate.toISOString() };
}

function requireHost(host: string): string {
  const family = isIP(host);
  // One spelling of an IPv6 address: `::1`, not `0:0:0:0:0:0:0:1`.
  if (family === 6) return new URL(`https://[${host}]`).hostname.slice(1, -1);
  if (family === 4) return host;
  const ascii = domainToASCII(host).toLowerCase();
  const label = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
  // A last label of digits only would be taken for an address that `isIP` has refused.
  const fits = ascii.length <= 253 && ascii.split('.').every((part) => label.test(part)) && !/(^|\.)\d+$/.test(ascii);
  if (!fits) throw refuse('invalid', `主机名或地址无效：${host}`, `This is no host name or address: ${host}`);
  return ascii;
}
