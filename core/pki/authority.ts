import { X509Certificate } from 'node:crypto';
import { issueCertificate, requireName } from './certificate.ts';
import type { KeyedCertificate } from './certificate.ts';

/** The firm's own certificate authority: it issues the host's certificate and the audit signer's. */
export interface Authority extends KeyedCertificate {
  readonly organisation: string;
}

const YEARS = 10;

/**
 * Makes the firm's certificate authority: RSA-3072, ten years, may sign certificates and revocation lists, no further authorities below it.
 * @param options.organisation the firm's name, cut to 64 characters
 * @throws PanshiError `invalid` for an empty name
 */
export async function createAuthority(options: { readonly organisation: string; readonly now?: Date }): Promise<Authority> {
  const organisation = requireName(options.organisation);
  const now = options.now ?? new Date();
  const notAfter = new Date(now);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + YEARS);
  const made = await issueCertificate({
    subject: { organizationName: organisation, commonName: requireName(`Panshi CA ${organisation}`) },
    now,
    notAfter,
    bits: 3072,
    extensions: [
      { name: 'basicConstraints', critical: true, cA: true, pathLenConstraint: 0 },
      { name: 'keyUsage', critical: true, keyCertSign: true, cRLSign: true },
    ],
  });
  return { organisation, ...made };
}

/** SHA-256 of a certificate, as openssl prints it: `AB:CD:…`. People compare it by eye, desktops pin it. */
export function fingerprint(certificatePem: string): string {
  return new X509Certificate(certificatePem).fingerprint256;
}
