import { X509Certificate } from 'node:crypto';
import type { Authority } from './authority.ts';
import { issueCertificate, requireName } from './certificate.ts';
import type { KeyedCertificate } from './certificate.ts';

/** Who signs audit bundles: a key for CMS signatures, and the authority's certificate that vouches for it. */
export interface Signer extends KeyedCertificate {
  readonly name: string;
  readonly caPem: string;
}

/**
 * Issues a signer: RSA-3072, for digital signature and non-repudiation, valid as long as the authority.
 * E-mail protection is its extended usage because that is the purpose `openssl cms -verify` asks for, and a server's certificate lacks it.
 * @param options.name shown to the auditor, cut to 64 characters
 */
export async function issueSigner(authority: Authority, options: { readonly name: string; readonly now?: Date }): Promise<Signer> {
  const name = requireName(options.name);
  const made = await issueCertificate({
    subject: { organizationName: authority.organisation, commonName: name },
    issuer: authority,
    now: options.now ?? new Date(),
    notAfter: new X509Certificate(authority.certificatePem).validToDate,
    bits: 3072,
    extensions: [
      { name: 'basicConstraints', critical: true, cA: false },
      { name: 'keyUsage', critical: true, digitalSignature: true, nonRepudiation: true },
      { name: 'extKeyUsage', emailProtection: true },
    ],
  });
  return { name, caPem: authority.certificatePem, ...made };
}
