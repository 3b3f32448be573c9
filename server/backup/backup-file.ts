import { open } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { z } from 'zod';
import { refuse } from '#common/errors';
import { damaged } from './archive.ts';

/*
 * A backup is one line of JSON in clear (what is needed to open it: the vault's own file, whose keys are wrapped), and behind it a sealed
 * stream.
 */
const header = z.strictObject({
  format: z.literal('panshi-backup'),
  version: z.literal(1),
  createdAt: z.iso.datetime(),
  /** The vault file as it was, in text: it carries its own seal. */
  vault: z.string(),
});

export type BackupHeader = z.infer<typeof header>;

const manifest = z.strictObject({
  /** SHA-256 of the line in clear: it cannot be swapped for another. */
  header: z.string(),
  program: z.string(),
  files: z.array(z.strictObject({ name: z.string(), bytes: z.int().min(0), sha256: z.string() })),
  tally: z.strictObject({
    rows: z.record(z.string(), z.int()),
    sums: z.record(z.string(), z.string()),
    head: z.strictObject({ seq: z.int(), hash: z.string() }),
  }),
});

export type BackupManifest = z.infer<typeof manifest>;

/** Longest line in clear. */
const LONGEST = 1024 * 1024;

/** Reads the line in clear. @throws PanshiError `not_found`, `store_broken` */
export async function readHeader(path: string): Promise<{ header: BackupHeader; line: string; rest: () => AsyncIterable<Uint8Array> }> {
  const handle = await open(path, 'r').catch(() => undefined);
  if (handle === undefined) throw refuse('not_found', `找不到备份文件：${path}`, `There is no backup at ${path}`);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(LONGEST), 0, LONGEST, 0);
    const end = buffer.subarray(0, bytesRead).indexOf(10);
    if (end < 0) throw damaged();
    const line = buffer.subarray(0, end).toString('utf8');
    return { header: parse(header, line), line, rest: () => createReadStream(path, { start: end + 1 }) as AsyncIterable<Buffer> };
  } finally {
    await handle.close();
  }
}

export function parseManifest(value: unknown): BackupManifest {
  const parsed = manifest.safeParse(value);
  if (!parsed.success) throw damaged();
  return parsed.data;
}

function parse<S extends z.ZodType>(schema: S, line: string): z.infer<S> {
  try {
    return schema.parse(JSON.parse(line));
  } catch {
    throw damaged();
  }
}
