import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { refuse } from '#common/errors';

/**
 * What the reader knows from elsewhere and holds the bundle against:
 * - a tree or chain head noted or printed earlier: `<64 hex digits>`, or `<seq>:<64 hex digits>`;
 * - the firm's certificate authority: its SHA-256 fingerprint `AB:CD:…` or `ca:<64 hex digits>`, or the path of its certificate (PEM).
 */
export type Trust =
  | { readonly kind: 'head'; readonly seq: number | undefined; readonly hash: string }
  | { readonly kind: 'authority'; readonly fingerprint: string };

/** @throws PanshiError `malformed` for anything else than the forms above */
export async function readTrust(given: string): Promise<Trust> {
  const text = given.trim();
  const head = /^(?:(\d{1,15}):)?([0-9a-f]{64})$/i.exec(text);
  if (head !== null) {
    const [, seq, hash = ''] = head;
    return { kind: 'head', seq: seq === undefined ? undefined : Number(seq), hash: hash.toLowerCase() };
  }
  const print = /^(?:ca:)?((?:[0-9a-f]{2}:){31}[0-9a-f]{2}|[0-9a-f]{64})$/i.exec(text)?.[1];
  if (print !== undefined) return { kind: 'authority', fingerprint: colons(print) };
  try {
    return { kind: 'authority', fingerprint: new X509Certificate(await readFile(text)).fingerprint256 };
  } catch {
    throw refuse('malformed', '信任依据须为链头（[序号:]64 位十六进制）、CA 指纹（AB:CD:…）或 CA 证书文件路径。',
      'Trust is given as a head ([seq:] and 64 hex digits), a CA fingerprint (AB:CD:…) or the path of a CA certificate.');
  }
}

function colons(print: string): string {
  return (print.replaceAll(':', '').toUpperCase().match(/../g) ?? []).join(':');
}
