import { X509Certificate, createHash, verify } from 'node:crypto';
import forge from 'node-forge';
import type { Text } from '#common/errors';
import { OID, algorithm, alike, decode, encode, oid, partsOf, readOctets, readTime, sequence, set, smallInteger } from './der.ts';
import type { Asn1 } from './der.ts';
import { issuerAndSerial } from './sign-detached.ts';

export type SignatureCheck =
  /** `signer` is the certificate's common name, `signedAt` the ISO UTC time the signer claims. */
  | { readonly ok: true; readonly signer: string; readonly signedAt: string }
  | { readonly ok: false; readonly reason: Text };

const LARGEST = 64 * 1024;
const EMAIL_PROTECTION = '1.3.6.1.5.5.7.3.4';

/**
 * Checks a detached CMS signature as `signDetached` makes them, offline: shape, digest, signature, certificate chain to the given
 * authority, usage, and that both certificates were valid at the signing time (not now: a bundle outlives its certificates).
 * Takes nothing but the one shape it knows; never throws.
 */
export function verifyDetached(content: Buffer, p7sDer: Buffer, caPem: string): SignatureCheck {
  const authority = readAuthority(caPem);
  if (authority === undefined) {
    return failed('CA 证书无法读取，或不是自签名的 CA 证书。', 'The CA certificate cannot be read or is not a self-signed authority.');
  }
  try {
    return judge(content, parse(p7sDer), authority);
  } catch {
    // The libraries throw for damage inside a certificate or key only when the part is looked at.
    return failed('签名文件格式不符或已损坏。', 'The signature file is damaged or of an unknown shape.');
  }
}

function judge(content: Buffer, parsed: Parsed, authority: X509Certificate): SignatureCheck {
  const { certificate, signedAt } = parsed;
  if (!issuedBy(certificate, authority)) return failed('签名者的证书不是由该 CA 签发的。', 'The signer\'s certificate was not issued by this CA.');
  if (!maySign(certificate)) return failed('签名者的证书不得用于签署文件。', 'The signer\'s certificate is not meant for signing documents.');
  for (const each of [certificate, authority]) {
    if (signedAt < each.validFromDate || signedAt > each.validToDate) {
      return failed('签名时间不在证书有效期内。', 'The signing time lies outside the validity of the certificates.');
    }
  }
  if (!parsed.messageDigest.equals(createHash('sha256').update(content).digest())) {
    return failed('内容与签名不符：签名后被改动。', 'The content does not fit the signature: it was changed after signing.');
  }
  if (!verify('sha256', parsed.signedAttributes, certificate.publicKey, parsed.signature)) {
    return failed('签名无效。', 'The signature is not valid.');
  }
  return { ok: true, signer: commonName(certificate), signedAt: signedAt.toISOString() };
}

interface Parsed {
  readonly certificate: X509Certificate;
  readonly signedAttributes: Buffer;
  readonly messageDigest: Buffer;
  readonly signedAt: Date;
  readonly signature: Buffer;
}

function parse(der: Buffer): Parsed {
  if (der.length > LARGEST) throw new Error('too large');
  const [kind, wrapper] = partsOf(decode(der), 'sequence', 2);
  const [signedData] = partsOf(wrapper, { tag: 0 }, 1);
  const [version, digests, encapsulated, certificates, signers] = partsOf(signedData, 'sequence', 5);
  const [certificate] = partsOf(certificates, { tag: 0 }, 1);
  const [signer] = partsOf(signers, 'set', 1);
  const [signerVersion, id, digest, attributes, signatureAlgorithm, signature] = partsOf(signer, 'sequence', 6);
  if (certificate === undefined) throw new Error('no certificate');
  const known = alike(kind, oid(OID.signedData)) && alike(version, smallInteger(1)) && alike(digests, set(algorithm(OID.sha256)))
    && alike(encapsulated, sequence(oid(OID.data))) && alike(signerVersion, smallInteger(1)) && alike(id, issuerAndSerial(certificate))
    && alike(digest, algorithm(OID.sha256)) && alike(signatureAlgorithm, algorithm(OID.sha256WithRsa));
  if (!known) throw new Error('unexpected shape');
  const all = partsOf(attributes, { tag: 0 }, 3);
  if (!alike(attributeValue(all, OID.contentType), oid(OID.data))) throw new Error('unexpected content type');
  return {
    certificate: new X509Certificate(encode(certificate)),
    // RFC 5652, 5.4: signed with the tag of a SET, not with the implicit tag it is stored with.
    signedAttributes: encode(set(...all)),
    messageDigest: readOctets(attributeValue(all, OID.messageDigest)),
    signedAt: readTime(attributeValue(all, OID.signingTime)),
    signature: readOctets(signature),
  };
}

function attributeValue(attributes: readonly Asn1[], id: string): Asn1 {
  const wanted = oid(id);
  for (const attribute of attributes) {
    const [type, values] = partsOf(attribute, 'sequence', 2);
    const [value] = partsOf(values, 'set', 1);
    if (alike(type, wanted) && value !== undefined) return value;
  }
  throw new Error('attribute missing');
}

function readAuthority(caPem: string): X509Certificate | undefined {
  try {
    const authority = new X509Certificate(caPem);
    // Exactly one certificate and nothing else: openssl would trust a second one in the same file.
    const alone = authority.toString().trim() === caPem.replace(/\r\n/g, '\n').trim();
    return alone && authority.ca && issuedBy(authority, authority) ? authority : undefined;
  } catch {
    return undefined;
  }
}

function issuedBy(certificate: X509Certificate, authority: X509Certificate): boolean {
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  const strong = asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048;
  return strong && certificate.checkIssued(authority) && certificate.verify(authority.publicKey);
}

/** A server's certificate of the same authority must not do as a signer's. */
function maySign(certificate: X509Certificate): boolean {
  const usage: unknown = forge.pki.certificateFromPem(certificate.toString()).getExtension('keyUsage');
  const signs = typeof usage === 'object' && usage !== null && 'digitalSignature' in usage && usage.digitalSignature === true
    && 'nonRepudiation' in usage && usage.nonRepudiation === true;
  return signs && !certificate.ca && certificate.keyUsage.includes(EMAIL_PROTECTION);
}

function commonName(certificate: X509Certificate): string {
  const name: unknown = certificate.toLegacyObject().subject.CN;
  return typeof name === 'string' ? name : certificate.subject;
}

function failed(zh: string, en: string): SignatureCheck {
  return { ok: false, reason: { zh, en } };
}
