import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { refuse } from '#common/errors';
import { writeDurably } from '#core/vault/durable-file.ts';

const connection = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('local') }),
  z.strictObject({
    mode: z.literal('client'),
    /** `https://host:port`, without a path. */
    url: z.url({ protocol: /^https$/ }),
    /** SHA-256 of the authority's certificate, `AB:CD:…`. */
    caFingerprint: z.string(),
    /** The authority's certificate, PEM. */
    ca: z.string(),
  }),
]);

/** Whose host this desktop works with: one of its own, or one on the LAN whose authority it trusts. */
export type Connection = z.infer<typeof connection>;
export type LanConnection = Extract<Connection, { mode: 'client' }>;

/**
 * @returns local where nothing was ever chosen
 * @throws PanshiError `store_broken` for a damaged file: to open a host of one's own instead would ask the person to set up another firm
 */
export function readConnection(file: string): Connection {
  if (!existsSync(file)) return { mode: 'local' };
  try {
    const read = connection.parse(JSON.parse(readFileSync(file, 'utf8')));
    if (read.mode === 'client' && new X509Certificate(read.ca).fingerprint256 !== read.caFingerprint) throw new Error('another authority');
    return read;
  } catch {
    throw refuse('store_broken', '连接设置已损坏，请重新选择主机。', 'The connection settings are damaged; choose the host again.');
  }
}

export function saveConnection(file: string, chosen: Connection): void {
  writeDurably(file, `${JSON.stringify(connection.parse(chosen), null, 2)}\n`);
}
