import forge from 'node-forge';

const { asn1 } = forge;

export type Asn1 = forge.asn1.Asn1;

/** Object identifiers of CMS (RFC 5652) and its algorithms. */
export const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha256WithRsa: '1.2.840.113549.1.1.11',
} as const;

const universal = asn1.Class.UNIVERSAL;
const context = asn1.Class.CONTEXT_SPECIFIC;

export const sequence = (...parts: Asn1[]): Asn1 => asn1.create(universal, asn1.Type.SEQUENCE, true, parts);
export const set = (...parts: Asn1[]): Asn1 => asn1.create(universal, asn1.Type.SET, true, parts);
export const tagged = (tag: number, ...parts: Asn1[]): Asn1 => asn1.create(context, tag, true, parts);
export const oid = (id: string): Asn1 => asn1.create(universal, asn1.Type.OID, false, asn1.oidToDer(id).getBytes());
export const smallInteger = (value: number): Asn1 => asn1.create(universal, asn1.Type.INTEGER, false, asn1.integerToDer(value).getBytes());
export const octets = (bytes: Buffer): Asn1 => asn1.create(universal, asn1.Type.OCTETSTRING, false, bytes.toString('latin1'));
export const nothing = (): Asn1 => asn1.create(universal, asn1.Type.NULL, false, '');
export const algorithm = (id: string): Asn1 => sequence(oid(id), nothing());

export function encode(node: Asn1): Buffer {
  return Buffer.from(asn1.toDer(node).getBytes(), 'latin1');
}

/**
 * Reads DER strictly: no bytes left over, and exactly the one encoding DER allows, so that no byte of a signed file can change unnoticed.
 * @throws Error for anything else
 */
export function decode(der: Buffer): Asn1 {
  const node = asn1.fromDer(der.toString('latin1'), true);
  if (!encode(node).equals(der)) throw new Error('not DER');
  return node;
}

/** RFC 5652, 11.3: UTCTime until 2049, GeneralizedTime after. */
export function time(at: Date): Asn1 {
  return at.getUTCFullYear() < 2050
    ? asn1.create(universal, asn1.Type.UTCTIME, false, asn1.dateToUtcTime(at))
    : asn1.create(universal, asn1.Type.GENERALIZEDTIME, false, asn1.dateToGeneralizedTime(at));
}

/** @throws Error for anything but `YYMMDDHHMMSSZ` or `YYYYMMDDHHMMSSZ` */
export function readTime(node: Asn1): Date {
  const text = primitive(node).toString('latin1');
  const at = isType(node, asn1.Type.UTCTIME) && /^\d{12}Z$/.test(text) ? asn1.utcTimeToDate(text)
    : isType(node, asn1.Type.GENERALIZEDTIME) && /^\d{14}Z$/.test(text) ? asn1.generalizedTimeToDate(text)
      : undefined;
  if (at === undefined || Number.isNaN(at.getTime())) throw new Error('not a time');
  return at;
}

/** The parts of a constructed node of the wanted tag and number of parts. @throws Error for another shape */
export function partsOf(node: Asn1 | undefined, want: 'sequence' | 'set' | { readonly tag: number }, count: number): Asn1[] {
  const tagClass = typeof want === 'string' ? universal : context;
  const type: number = want === 'sequence' ? asn1.Type.SEQUENCE : want === 'set' ? asn1.Type.SET : want.tag;
  const number: number | undefined = node?.type;
  if (node === undefined || node.tagClass !== tagClass || number !== type || !node.constructed || typeof node.value === 'string') {
    throw new Error('unexpected shape');
  }
  if (node.value.length !== count) throw new Error('unexpected number of parts');
  return node.value;
}

/** The content of an OCTET STRING. @throws Error for another node */
export function readOctets(node: Asn1 | undefined): Buffer {
  if (node === undefined || !isType(node, asn1.Type.OCTETSTRING)) throw new Error('unexpected shape');
  return primitive(node);
}

/** Whether two nodes are encoded alike. */
export function alike(one: Asn1 | undefined, other: Asn1): boolean {
  return one !== undefined && encode(one).equals(encode(other));
}

function isType(node: Asn1, type: forge.asn1.Type): boolean {
  return node.tagClass === universal && node.type === type;
}

function primitive(node: Asn1): Buffer {
  if (node.constructed || typeof node.value !== 'string') throw new Error('unexpected shape');
  return Buffer.from(node.value, 'latin1');
}
