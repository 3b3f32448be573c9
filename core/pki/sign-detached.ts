import { X509Certificate, createHash, sign } from 'node:crypto';
import { OID, algorithm, decode, encode, octets, oid, partsOf, sequence, set, smallInteger, tagged, time } from './der.ts';
import type { Asn1 } from './der.ts';
import type { Signer } from './signer.ts';

/**
 * Signs bytes as detached CMS SignedData (RFC 5652), DER: SHA-256, RSA PKCS#1 v1.5, the signer's certificate inside, signed attributes
 * contentType, messageDigest and signingTime. `openssl cms -verify -binary -inform DER -in p7s -content file -CAfile ca.pem` accepts it.
 * @param now the signing time, rounded down to the second
 */
export function signDetached(content: Buffer, signer: Signer, now: Date = new Date()): Buffer {
  const certificate = decode(new X509Certificate(signer.certificatePem).raw);
  const attributes = [
    attribute(OID.contentType, oid(OID.data)),
    attribute(OID.messageDigest, octets(createHash('sha256').update(content).digest())),
    attribute(OID.signingTime, time(now)),
  ].sort((one, other) => Buffer.compare(encode(one), encode(other)));
  const signature = sign('sha256', encode(set(...attributes)), signer.privateKeyPem);
  const signerInfo = sequence(
    smallInteger(1),
    issuerAndSerial(certificate),
    algorithm(OID.sha256),
    tagged(0, ...attributes),
    algorithm(OID.sha256WithRsa),
    octets(signature),
  );
  return encode(sequence(oid(OID.signedData), tagged(0, sequence(
    smallInteger(1),
    set(algorithm(OID.sha256)),
    sequence(oid(OID.data)),
    tagged(0, certificate),
    set(signerInfo),
  ))));
}

/** How CMS names a signer's certificate. */
export function issuerAndSerial(certificate: Asn1): Asn1 {
  const [toBeSigned] = partsOf(certificate, 'sequence', 3);
  // version, serial, signature algorithm, issuer, validity, subject, public key, extensions
  const [, serial, , issuer] = partsOf(toBeSigned, 'sequence', 8);
  if (serial === undefined || issuer === undefined) throw new Error('unexpected shape');
  return sequence(issuer, serial);
}

function attribute(id: string, value: Asn1): Asn1 {
  return sequence(oid(id), set(value));
}
