import { mkdirSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { refuse } from '#common/errors';
import { refusedInLog } from '#core/audit';
import type { Context } from '#core/context';
import type { AuditSink } from '#core/identity';
import type { Gate } from '#core/records/gate.ts';
import { openSealedFile, sealFile } from '#core/vault';
import type { Store, StoredRow } from '#db';
import { requireContent, requireFileName, requireType, USUAL_RULES, type FileRules } from './file-rules.ts';

export interface Attachment {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** Of the content, hex. */
  readonly sha256: string;
  readonly createdAt: string;
  readonly createdBy: string | null;
}

/** A file that has been received and sealed, and belongs to no record yet. */
export interface StagedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Its name in the folder. */
  readonly file: string;
}

export interface FilesParts {
  readonly store: Store;
  readonly gate: Gate;
  readonly audit: AuditSink;
  /** 32 bytes, `vault.key('files')`. */
  readonly key: Buffer;
  readonly folder: string;
  readonly rules?: FileRules;
}

/** Attachments: sealed on the disk, listed in the store, visible exactly when their record is; added by who may change it. */
export interface Files {
  /** Seals a stream as it comes. @throws PanshiError `too_large`, `unsupported_media`, `invalid` */
  receive(file: { readonly name: string; readonly mediaType: string; readonly body: AsyncIterable<Uint8Array> }): Promise<StagedFile>;
  /** Gives a received file to a record; when it fails, the caller discards the file. @throws PanshiError `not_found`, `forbidden` */
  attach(context: Context, object: string, record: string, staged: StagedFile): Promise<Attachment>;
  /** Drops a received file that nothing came of. */
  discard(staged: StagedFile): Promise<void>;
  list(context: Context, object: string, record: string): Promise<readonly Attachment[]>;
  /** @throws PanshiError `not_found` */
  open(
    context: Context,
    object: string,
    record: string,
    attachment: string,
  ): Promise<{ attachment: Attachment; body: AsyncIterable<Uint8Array> }>;
  /** Removes files that no row names and that are older than an hour: a killed host may leave some. @returns how many */
  sweep(now: Date): Promise<number>;
}

const COLUMNS = 'id, name, media_type, bytes, sha256, created_at, created_by';
const ORPHAN_AGE = 3_600_000;

export function createFiles(parts: FilesParts): Files {
  const { store, gate, audit, folder } = parts;
  const rules = parts.rules ?? USUAL_RULES;
  mkdirSync(folder, { recursive: true, mode: 0o700 });

  async function requireVisible(context: Context, object: string, record: string): Promise<void> {
    const visible = await gate.visible(context, object, [record]);
    if (!visible.has(record)) throw refuse('not_found', '没有此记录。', 'There is no such record.');
  }

  async function requireMay(context: Context, object: string, record: string): Promise<void> {
    await requireVisible(context, object, record);
    await refusedInLog(parts, context, { event: 'attachment.add', object, record }, async () => {
      if (await gate.may(context, object, record, 'update')) return;
      throw refuse('forbidden', '您不能为此记录添加附件。', 'You may not attach files to this record.');
    });
  }

  return {
    async receive({ name, mediaType, body }) {
      const type = requireType(rules, mediaType);
      const own = requireFileName(name);
      const file = `${crypto.randomUUID()}.sealed`;
      const sealed = await sealFile(parts.key, checked(body, type, rules.largest), join(folder, file));
      return { name: own, mediaType: type, file, ...sealed };
    },
    async attach(context, object, record, staged) {
      await requireMay(context, object, record);
      const attachment: Attachment = {
        id: context.newId(),
        name: staged.name,
        mediaType: staged.mediaType,
        bytes: staged.bytes,
        sha256: staged.sha256,
        createdAt: context.clock().toISOString(),
        createdBy: context.principal.userId,
      };
      await store.write(async (transaction) => {
        await transaction.run(
          `INSERT INTO attachment (id, company_id, object, record, name, media_type, bytes, sha256, file, created_at, created_by)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          [
            attachment.id,
            context.company,
            object,
            record,
            attachment.name,
            attachment.mediaType,
            attachment.bytes,
            attachment.sha256,
            staged.file,
            attachment.createdAt,
            attachment.createdBy,
          ],
        );
        const { id, name, bytes, sha256 } = attachment;
        await audit.append(transaction, context, {
          event: 'attachment.add',
          object,
          record,
          after: { attachment: id, name, bytes, sha256 },
        });
      });
      return attachment;
    },
    async discard(staged) {
      await rm(join(folder, staged.file), { force: true });
    },
    async list(context, object, record) {
      await requireVisible(context, object, record);
      const rows = await store.reader.rows(`SELECT ${COLUMNS} FROM attachment WHERE object = ? AND record = ? ORDER BY id`, [
        object,
        record,
      ]);
      return rows.map(attachmentOf);
    },
    async open(context, object, record, attachment) {
      await requireVisible(context, object, record);
      const [row] = await store.reader.rows(`SELECT ${COLUMNS}, file FROM attachment WHERE id = ? AND object = ? AND record = ?`, [
        attachment,
        object,
        record,
      ]);
      if (row === undefined) throw refuse('not_found', '没有此附件。', 'There is no such attachment.');
      const found = attachmentOf(row);
      await store.write((transaction) =>
        audit.append(transaction, context, { event: 'attachment.open', object, record, after: { attachment: found.id, name: found.name } }),
      );
      return { attachment: found, body: openSealedFile(parts.key, join(folder, String(row[7]))) };
    },
    async sweep(now) {
      const rows = await store.reader.rows('SELECT file FROM attachment');
      const named = new Set(rows.map((row) => String(row[0])));
      let removed = 0;
      for (const file of await readdir(folder)) {
        const path = join(folder, file);
        if (named.has(file) || now.getTime() - (await stat(path)).mtimeMs < ORPHAN_AGE) continue;
        await rm(path, { force: true });
        removed++;
      }
      return removed;
    },
  };
}

async function* checked(body: AsyncIterable<Uint8Array>, type: string, largest: number): AsyncIterable<Uint8Array> {
  let bytes = 0;
  let start: Uint8Array = new Uint8Array();
  let seen = false;
  for await (const part of body) {
    bytes += part.length;
    if (bytes > largest) {
      const mebibytes = Math.floor(largest / 1024 / 1024);
      throw refuse('too_large', `附件超过 ${mebibytes} MB。`, `The attachment is larger than ${mebibytes} MB.`);
    }
    if (!seen) {
      // The first bytes may come in several parts.
      start = Buffer.concat([start, part]);
      if (start.length < 16) continue;
      requireContent(type, start);
      seen = true;
      yield start;
    } else {
      yield part;
    }
  }
  if (seen) return;
  requireContent(type, start);
  if (start.length > 0) yield start;
}

function attachmentOf(row: StoredRow): Attachment {
  return {
    id: String(row[0]),
    name: String(row[1]),
    mediaType: String(row[2]),
    bytes: Number(row[3]),
    sha256: String(row[4]),
    createdAt: String(row[5]),
    createdBy: typeof row[6] === 'string' ? row[6] : null,
  };
}
