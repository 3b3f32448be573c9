import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { refuse, type PanshiError } from '#common/errors';
import { refusedInLog } from '#core/audit';
import type { Context } from '#core/context';
import { writeNotice, type NewNotice } from '#core/desk/write-notice.ts';
import type { Store, Transaction } from '#db';
import type { AttemptRequest, Proof } from './attempt.ts';
import type { AuditSink } from './audit-sink.ts';
import { readCredential, writeCredential } from './credentials.ts';
import { NO_ATTEMPTS } from './lockout.ts';
import { newPassword, type PasswordRules } from './new-password.ts';
import { officesOf, readPerson, rolesOfOffices } from './principals.ts';
import { asText, asTexts } from './stored.ts';

/** A code that lets a person choose a password, once, and until when; it is shown this once. */
export interface StartedReset {
  readonly code: string;
  /** ISO UTC. */
  readonly expiresAt: string;
}

export interface ResetRequest extends AttemptRequest {
  readonly code: string;
  readonly password: string;
}

interface ResetParts {
  readonly store: Store;
  readonly audit: AuditSink;
}

const GOOD_FOR_MS = 3_600_000;

/** Letters and digits that are not mistaken for each other on paper (Crockford). */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUPS = 4;
const GROUP = 5;

/**
 * The system administrator lets a person choose a (first or new) password; nobody else learns or chooses it. A lock on the name is lifted.
 * @throws PanshiError `forbidden` for anybody but the system administrator, and for the own password; `not_found`; `rule` for who is not active
 */
export function startReset(parts: ResetParts, context: Context, userId: string): Promise<StartedReset> {
  const asked = { event: 'user.start-reset', object: 'user', record: userId };
  return refusedInLog(parts, context, asked, () => started(parts, context, userId));
}

async function started(parts: ResetParts, context: Context, userId: string): Promise<StartedReset> {
  const { store, audit } = parts;
  const officer = context.principal.userId;
  if (officer === null || !(await officesOf(store.reader, context.principal.roles)).includes('system')) {
    throw refuse('forbidden', '只有系统管理员可以发起密码重置。', 'Only the system administrator may start a password reset.');
  }
  if (officer === userId) throw refuse('forbidden', '不能为自己发起密码重置。', 'Nobody starts a reset of the own password.');
  const code = newCode();
  const now = context.clock();
  const expiresAt = new Date(now.getTime() + GOOD_FOR_MS).toISOString();
  await store.write(async (transaction) => {
    const person = await readPerson(transaction, userId);
    if (person === undefined) throw refuse('not_found', '没有此用户。', 'There is no such user.');
    if (!person.active) throw refuse('rule', '该用户未启用。', 'This user is not active.');
    await transaction.run('DELETE FROM password_reset WHERE user_id = ?', [userId]);
    await transaction.run('INSERT INTO password_reset (user_id, code_hash, expires_at, created_at, created_by) VALUES (?, ?, ?, ?, ?)', [
      userId, hashOf(code), expiresAt, now.toISOString(), officer,
    ]);
    const credential = await readCredential(transaction, userId);
    if (credential !== undefined) await writeCredential(transaction, { ...credential, ...NO_ATTEMPTS });
    const roles = [...new Set(person.memberships.flatMap((member) => member.roles))];
    const offices = await officesOf(transaction, roles);
    await audit.append(transaction, context, { event: 'user.start-reset', object: 'user', record: userId, after: { expiresAt, offices: [...offices] } });
    if (offices.length > 0) await tellOfficers(transaction, context, userId);
  });
  return { code, expiresAt };
}

const STARTED: NewNotice['text'] = {
  zh: '{by}为一名管理员发起了密码重置。如非其本人要求，请立即查看日志（user.start-reset）。',
  en: '{by} started a reset of the password of an administrator. If that person did not ask for it, look into the log at once (user.start-reset).',
};

/** The code is in the hand of one officer and opens the office of another: whoever watches over them is told, and so is the person. */
async function tellOfficers(transaction: Transaction, context: Context, userId: string): Promise<void> {
  const watching = new Set(await rolesOfOffices(transaction, ['security', 'audit']));
  const told = new Set([userId]);
  for (const [id, roles] of await transaction.rows('SELECT parent_id, roles FROM user__memberships')) {
    if (asTexts(roles).some((role) => watching.has(role))) told.add(asText(id));
  }
  for (const to of told) await writeNotice(transaction, { ...context, company: null }, { to, kind: 'host', text: STARTED });
}

/** Proves a person by the one-time code, and sets the password that the person has chosen. A password that is refused leaves the code good. */
export function byResetCode(request: ResetRequest, parts: { readonly store: Store; readonly rules: PasswordRules; readonly clock: () => Date }): Proof<void> {
  const { store, rules, clock } = parts;
  const given = hashOf(normalCode(request.code));
  return {
    event: 'session.reset',
    wrong: 'wrong name or code',
    refusal: wrongNameOrCode,
    async holds(key) {
      const [row] = await store.reader.rows('SELECT code_hash, expires_at FROM password_reset WHERE user_id = ?', [key]);
      const fits = timingSafeEqual(Buffer.from(given, 'hex'), Buffer.from(row === undefined ? NO_CODE : asText(row[0]), 'hex'));
      return fits && row !== undefined && new Date(asText(row[1])) > clock();
    },
    async prepare(userId, username) {
      const write = await newPassword(store, rules, userId, username, request.password);
      return async (transaction: Transaction) => {
        const used = await transaction.run('DELETE FROM password_reset WHERE user_id = ? AND code_hash = ?', [userId, given]);
        if (used !== 1) throw wrongNameOrCode();
        await write(transaction, clock().toISOString(), null);
        return { value: undefined, session: null };
      };
    },
  };
}

/** 100 random bits. */
function newCode(): string {
  const digits = [...randomBytes(GROUPS * GROUP)].map((byte) => DIGITS.charAt(byte % DIGITS.length));
  return Array.from({ length: GROUPS }, (_, group) => digits.slice(group * GROUP, (group + 1) * GROUP).join('')).join('-');
}

/** As people type it: in any case, with or without dashes, O for zero, I and L for one. */
function normalCode(typed: string): string {
  const plain = typed.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return plain.match(/.{1,5}/g)?.join('-') ?? '';
}

function hashOf(code: string): string {
  return createHash('sha256').update(code, 'utf8').digest('hex');
}

/** No code has this hash. */
const NO_CODE = '0'.repeat(64);

function wrongNameOrCode(): PanshiError {
  return refuse(
    'unauthenticated',
    '用户名或重置码不正确，或重置码已失效。',
    'The user name or the reset code is wrong, or the code is no longer good.',
  );
}
