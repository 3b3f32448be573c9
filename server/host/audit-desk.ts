import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { refuse } from '#common/errors';
import { GENESIS, refusedInLog, type AuditLog } from '#core/audit';
import { writeBundle, type BundleEntry, type BundleScope, type WrittenBundle } from '#core/audit/bundle';
import type { Context } from '#core/context';
import { officesOf } from '#core/identity';
import type { Signer } from '#core/pki';
import type { Store } from '#db';
import type { AuditDesk, AuditScope, AuditSearch } from '#server/http';

export interface AuditDeskParts {
  readonly store: Store;
  readonly audit: AuditLog;
  readonly signer: Signer;
  /** The store's id. */
  readonly storeId: string;
  readonly scratch: string;
}

const PAGE = 50;
const BATCH = 1000;

/** Reads and exports of the log, for the audit administrator alone. */
export function createAuditDesk(parts: AuditDeskParts): AuditDesk {
  const { store } = parts;
  return {
    async search(context, request) {
      await refusedInLog(parts, context, { event: 'audit.search' }, () => requireAuditor(store, context));
      const limit = request.limit ?? PAGE;
      const { where, params } = conditions(request);
      const before = cursorOf(request.cursor);
      const rows = await store.longReader.rows(
        `SELECT seq, body FROM audit_entry WHERE ${[...where, 'seq < ?'].join(' AND ')} ORDER BY seq DESC LIMIT ?`,
        [...params, before, limit + 1],
      );
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return {
        entries: page.map((row) => JSON.parse(String(row[1])) as Readonly<Record<string, unknown>>),
        ...(rows.length > limit && last !== undefined ? { next: String(last[0]) } : {}),
      };
    },
    async export(context, scope) {
      await refusedInLog(parts, context, { event: 'audit.export' }, () => requireAuditor(store, context));
      const out = join(parts.scratch, `${context.newId()}.zip`);
      await exportAudit(parts, context, scope, out);
      return readOnce(out);
    },
  };
}

/**
 * Writes the signed bundle to a file. The export is in the log, and in the bundle.
 * @param scope calendar days of this machine's zone, both included
 */
export async function exportAudit(parts: AuditDeskParts, context: Context, scope: AuditScope, out: string): Promise<WrittenBundle> {
  const { store, audit } = parts;
  await store.write((transaction) => audit.append(transaction, context, { event: 'audit.export', after: { ...withoutUndefined(scope) } }));
  const head = await audit.head(store.reader);
  const bundleScope = scopeOf(scope);
  return await writeBundle({
    out,
    entries: entriesUpTo(parts, head.seq, bundleScope),
    scope: bundleScope,
    first: { seq: 1, prev: GENESIS },
    head,
    store: parts.storeId,
    signer: parts.signer,
    exportedBy: context.principal.name,
    exportedAt: context.clock().toISOString(),
  });
}

async function* entriesUpTo(parts: AuditDeskParts, last: number, scope: BundleScope): AsyncIterable<BundleEntry> {
  let after = 0;
  while (after < last) {
    const page = await parts.audit.after(parts.store.longReader, after, Math.min(BATCH, last - after));
    for (const { seq, body, bodyHash, hash } of page) {
      yield within(scope, body) ? { seq, bodyHash, hash, included: true, body } : { seq, bodyHash, hash, included: false };
      after = seq;
    }
    if (page.length === 0) return;
  }
}

function within(scope: BundleScope, body: string): boolean {
  const entry = JSON.parse(body) as { readonly at: string; readonly user: string | null; readonly object: string | null };
  return (
    (scope.from === undefined || entry.at >= scope.from) &&
    (scope.to === undefined || entry.at <= scope.to) &&
    (scope.user === undefined || entry.user === scope.user) &&
    (scope.object === undefined || entry.object === scope.object)
  );
}

function scopeOf({ from, to, user, object }: AuditScope): BundleScope {
  return {
    ...(from === undefined ? {} : { from: startOfDay(from) }),
    ...(to === undefined ? {} : { to: endOfDay(to) }),
    ...(user === undefined ? {} : { user }),
    ...(object === undefined ? {} : { object }),
  };
}

function conditions(request: AuditSearch): { where: string[]; params: string[] } {
  const where: string[] = ['1 = 1'];
  const params: string[] = [];
  const add = (condition: string, value: string | undefined) => {
    if (value === undefined) return;
    where.push(condition);
    params.push(value);
  };
  add('at >= ?', request.from === undefined ? undefined : startOfDay(request.from));
  add('at <= ?', request.to === undefined ? undefined : endOfDay(request.to));
  add('user_id = ?', request.user);
  add('object = ?', request.object);
  add('record = ?', request.record);
  add('event = ?', request.event);
  add(`body LIKE ? ESCAPE '!'`, request.text === undefined ? undefined : `%${request.text.replace(/[!%_]/g, '!$&')}%`);
  return { where, params };
}

function cursorOf(cursor: string | undefined): number {
  if (cursor === undefined) return Number.MAX_SAFE_INTEGER;
  if (!/^\d{1,15}$/.test(cursor)) throw refuse('malformed', '无法识别的翻页位置。', 'This cursor is not known.');
  return Number(cursor);
}

async function requireAuditor(store: Store, context: Context): Promise<void> {
  const offices = await officesOf(store.reader, context.principal.roles);
  if (!offices.includes('audit'))
    throw refuse('forbidden', '只有审计管理员可以查看审计日志。', 'Only the audit administrator may see the audit log.');
}

function startOfDay(day: string): string {
  return dayAt(day, 'T00:00:00.000');
}

function endOfDay(day: string): string {
  return dayAt(day, 'T23:59:59.999');
}

/** In this machine's zone. */
function dayAt(day: string, time: string): string {
  const at = new Date(day + time);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(at.getTime()))
    throw refuse('malformed', '日期应为 YYYY-MM-DD。', 'A date is written YYYY-MM-DD.');
  return at.toISOString();
}

async function* readOnce(path: string): AsyncIterable<Uint8Array> {
  try {
    yield* createReadStream(path) as AsyncIterable<Uint8Array>;
  } finally {
    await rm(path, { force: true });
  }
}

function withoutUndefined(scope: AuditScope): Record<string, string> {
  return Object.fromEntries(Object.entries(scope).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
