import { generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import forge from 'node-forge';
import { refuse } from '#common/errors';

/** A certificate with the private key that belongs to it, both PEM (the key PKCS#8). */
export interface KeyedCertificate {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

export const DAY_MS = 24 * 60 * 60 * 1000;

/** Machines without a time server may be behind: certificates count from a day before they are made. */
const BACKDATED_MS = DAY_MS;

/** RFC 5280 lets a name hold 64 characters. */
const LONGEST_NAME = 64;

export type NamePart = 'commonName' | 'organizationName';

export interface CertificateRequest {
  readonly subject: Readonly<Partial<Record<NamePart, string>>>;
  /** Absent: self-signed. */
  readonly issuer?: KeyedCertificate;
  readonly now: Date;
  readonly notAfter: Date;
  readonly bits: 2048 | 3072;
  /** Extensions as node-forge takes them; the key identifiers are added here. */
  readonly extensions: readonly Readonly<Record<string, unknown>>[];
}

const generate = promisify(generateKeyPair);

/**
 * Makes an RSA key pair (node:crypto) and a certificate for it (SHA-256, X.509 v3, random 127-bit serial), signed by the issuer or by
 * itself.
 */
export async function issueCertificate(request: CertificateRequest): Promise<KeyedCertificate> {
  const pair = await generate('rsa', {
    modulusLength: request.bits,
    publicExponent: 0x10001,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(pair.publicKey);
  certificate.serialNumber = newSerial();
  certificate.validity.notBefore = wholeSecond(new Date(request.now.getTime() - BACKDATED_MS));
  certificate.validity.notAfter = wholeSecond(request.notAfter);
  const subject = Object.entries(request.subject).map(([name, value]) => utf8Name(name, value));
  certificate.setSubject(subject);

  const issuer = request.issuer === undefined ? undefined : forge.pki.certificateFromPem(request.issuer.certificatePem);
  const issuerKey = request.issuer === undefined ? pair.privateKey : request.issuer.privateKeyPem;
  certificate.setIssuer(issuer === undefined ? subject : issuer.subject.attributes.map(asWritten));
  const issuerKeyId = (issuer ?? certificate).generateSubjectKeyIdentifier().getBytes();
  certificate.setExtensions([
    ...request.extensions,
    { name: 'subjectKeyIdentifier' },
    { name: 'authorityKeyIdentifier', keyIdentifier: issuerKeyId },
  ]);
  certificate.sign(forge.pki.privateKeyFromPem(issuerKey), forge.md.sha256.create());
  return { certificatePem: unixPem(forge.pki.certificateToPem(certificate)), privateKeyPem: pair.privateKey };
}

/** @throws PanshiError `invalid` for an empty name */
export function requireName(name: string): string {
  const clean = name.normalize('NFC').trim();
  if (clean === '') throw refuse('invalid', '证书名称不能为空。', 'A certificate needs a name.');
  return [...clean].slice(0, LONGEST_NAME).join('');
}

/** The end of a certificate's life in days from now, never after the authority's own. */
export function endOfLife(now: Date, days: number, authorityEnds: Date): Date {
  return new Date(Math.min(now.getTime() + days * DAY_MS, authorityEnds.getTime()));
}

function newSerial(): string {
  const bytes = randomBytes(16);
  // Positive and of full length: the top bit clear, the next one set.
  bytes.writeUInt8((bytes.readUInt8(0) & 0x3f) | 0x40, 0);
  return bytes.toString('hex');
}

/** Certificates hold whole seconds. */
function wholeSecond(time: Date): Date {
  return new Date(Math.floor(time.getTime() / 1000) * 1000);
}

function utf8Name(name: string, value: string): forge.pki.CertificateField {
  // The declared type says class where the library reads a string type; UTF8String carries Chinese names.
  const field: Record<string, unknown> = { name, value, valueTagClass: forge.asn1.Type.UTF8 };
  return field;
}

/** The library reads UTF8String values as raw bytes but encodes them once more when it writes. */
function asWritten(field: forge.pki.CertificateField): forge.pki.CertificateField {
  return typeof field.value === 'string' ? { ...field, value: forge.util.decodeUtf8(field.value) } : field;
}

function unixPem(pem: string): string {
  return pem.replace(/\r\n/g, '\n');
}
