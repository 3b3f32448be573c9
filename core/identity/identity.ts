import { v7 } from 'uuid';
import { refuse, type PanshiError } from '#common/errors';
import type { Office } from '#core/access/grant.ts';
import { refusedInLog } from '#core/audit';
import { contextOf, type Context, type Principal } from '#core/context';
import type { Work } from '#core/records/work.ts';
import type { Reader, Store } from '#db';
import { Attempts, normalUsername, type AttemptParts } from './attempt.ts';
import type { AuditSink } from './audit-sink.ts';
import { readCredential, writeCredential } from './credentials.ts';
import { raiseEpoch } from '#core/epoch';
import { NO_ATTEMPTS, USUAL_LOCKOUT, type LockoutRule } from './lockout.ts';
import { User } from './objects.ts';
import { byPresentPassword, type PasswordRules } from './new-password.ts';
import { hasExpired, MLPS3, shownRules, type PasswordPolicy, type ShownRules } from './password-policy.ts';
import { byResetCode, startReset, type ResetRequest, type StartedReset } from './password-reset.ts';
import { hashPassword, requireNewPassword, USUAL_COST, type HashCost } from './passwords.ts';
import { companiesOf, companyNames, currencyOf, readPerson, standingOf, type Membership, type Person, type Standing } from './principals.ts';
import { endSession, endSessionsOf, findSession, LastSeen, newToken, tokenHash, type Session } from './sessions.ts';
import { byPassword, type SignInRequest } from './sign-in.ts';

export interface IdentityParts {
  readonly store: Store;
  readonly audit: AuditSink;
  readonly clock?: () => Date;
  readonly newId?: () => string;
  readonly policy?: PasswordPolicy;
  readonly lockout?: LockoutRule;
  /** Minutes after which an unused session ends; 15 unless told. */
  readonly idleMinutes?: number;
  /** What a password hash costs; less in tests and demonstrations only. */
  readonly hashCost?: HashCost;
}

/** Who a request comes from. */
export interface Authenticated {
  readonly principal: Principal;
  readonly company: string | null;
  readonly companies: readonly string[];
  readonly offices: readonly Office[];
  readonly session: string;
  readonly terminal: string | null;
  readonly name: string;
  /** Only the password can be changed until it has been. */
  readonly mustChangePassword: boolean;
}

export interface SignedIn {
  readonly token: string;
  readonly session: string;
  readonly user: Authenticated;
}

export interface NewUser {
  readonly username: string;
  readonly name: string;
  readonly password: string;
  readonly memberships: readonly Membership[];
  readonly email?: string;
  readonly employee?: string;
  /** The password was chosen by somebody else. */
  readonly mustChange?: boolean;
}

export interface Identity {
  /** @throws PanshiError `unauthenticated`, `locked` */
  signIn(request: SignInRequest): Promise<SignedIn>;
  /**
   * Who the bearer of a token is now. Revoking a person, role or session bites at the next call.
   * @param options company: the one asked for. touch: whether this counts as use of the session (yes unless told).
   * @throws PanshiError `unauthenticated`; `forbidden` for a company of others
   */
  authenticate(token: string, options?: { readonly company?: string; readonly touch?: boolean }): Promise<Authenticated>;
  signOut(context: Context): Promise<void>;
  /** Ends all sessions of a person. @returns how many were open */
  endSessions(userId: string, context: Context): Promise<number>;
  /** A person changes the own password; all other sessions of the person end. @throws PanshiError `invalid`, `unauthenticated`, `locked` */
  changePassword(context: Context, present: string, next: string): Promise<void>;
  /**
   * The system administrator lets a person choose a password, by a code good for an hour.
   * @throws PanshiError `forbidden`, `not_found`, `rule`
   */
  startReset(context: Context, userId: string): Promise<StartedReset>;
  /** The person chooses it; all sessions of the person end. @throws PanshiError `unauthenticated`, `locked`, `invalid` */
  reset(request: ResetRequest): Promise<void>;
  /** Makes a person with a password, within the caller's unit of work. @returns the user's id */
  makeUser(work: Work, user: NewUser): Promise<string>;
  /** What a person's companies are called. @returns id → name */
  companyNames(user: Pick<Authenticated, 'companies'>): Promise<Readonly<Record<string, string>>>;
  /** The currency of the company a person works in. @returns ISO 4217; undefined where there is no company */
  currencyOf(user: Pick<Authenticated, 'company'>): Promise<string | undefined>;
  /** What a new password must be. */
  readonly passwordRules: ShownRules;
  /** Waits for what is on its way to the store. */
  settle(): Promise<void>;
}

interface Known {
  readonly person: Person | undefined;
  readonly mustChange: boolean;
  readonly changedAt: string;
  readonly standings: Map<string, Standing>;
}

export function createIdentity(parts: IdentityParts): Identity {
  const { store, audit } = parts;
  const clock = parts.clock ?? (() => new Date());
  const newId = parts.newId ?? (() => v7());
  const policy = parts.policy ?? MLPS3;
  const cost = parts.hashCost ?? USUAL_COST;
  const seen = new LastSeen(store, { idleMinutes: parts.idleMinutes ?? 15 });
  const rules: PasswordRules = { policy, cost };
  const attemptParts: AttemptParts = {
    store,
    audit,
    clock,
    newId,
    lockout: parts.lockout ?? USUAL_LOCKOUT,
    strangerHash: hashPassword(newToken(), cost),
  };
  const attempts = new Attempts(attemptParts);

  /** What is known of people, all read at one security epoch. */
  let people: { epoch: number; known: Map<string, Known> } = { epoch: -1, known: new Map() };

  async function know(reader: Reader, userId: string, epoch: number): Promise<Known> {
    if (people.epoch !== epoch) people = { epoch, known: new Map() };
    const at = people;
    const found = at.known.get(userId);
    if (found !== undefined) return found;
    const person = await readPerson(reader, userId);
    const credential = await readCredential(reader, userId);
    const known: Known = {
      person,
      mustChange: credential?.mustChange ?? true,
      changedAt: credential?.changedAt ?? new Date(0).toISOString(),
      standings: new Map(),
    };
    at.known.set(userId, known);
    return known;
  }

  /** @throws PanshiError `forbidden`, which is put in the log, for a company that the person does not work in */
  function standingWatched(person: Person, session: Session, wanted: string | undefined): Promise<Standing> {
    const principal: Principal = { kind: 'user', userId: person.id, name: person.username, roles: [], department: null, departments: [] };
    const context = contextOf({ principal, company: null, session: session.id, terminal: session.terminal, clock, newId });
    const after = { company: (wanted ?? '').slice(0, 60).toWellFormed() };
    return refusedInLog({ store, audit }, context, { event: 'session.company', after }, () => standingOf(store.reader, person, wanted));
  }

  async function authenticate(token: string, options: { company?: string; touch?: boolean } = {}): Promise<Authenticated> {
    const found = await findSession(store.reader, tokenHash(token));
    const now = clock();
    if (found === undefined || found.session.endedAt !== null || seen.isIdle(found.session, now)) throw signedOut();
    const { session, epoch } = found;
    const known = await know(store.reader, session.userId, epoch);
    const { person } = known;
    if (person === undefined || !person.active) throw signedOut();
    const wanted = options.company ?? session.companyId ?? undefined;
    let standing = known.standings.get(wanted ?? '');
    if (standing === undefined) {
      standing = await standingWatched(person, session, wanted);
      known.standings.set(wanted ?? '', standing);
    }
    if (options.touch !== false) seen.touch(session, now);
    return {
      principal: standing.principal,
      company: standing.company,
      companies: companiesOf(person),
      offices: standing.offices,
      session: session.id,
      terminal: session.terminal,
      name: person.name,
      mustChangePassword: known.mustChange || hasExpired(policy, new Date(known.changedAt), now),
    };
  }

  return {
    authenticate,
    async signIn(request) {
      const { token, sessionId } = await attempts.run(request, byPassword(request, attemptParts));
      return { token, session: sessionId, user: await authenticate(token) };
    },
    async signOut(context) {
      const { session } = context;
      if (session === null) return;
      await store.write(async (transaction) => {
        await endSession(transaction, session, clock().toISOString());
        await audit.append(transaction, context, { event: 'session.sign-out' });
      });
      seen.forget(session);
    },
    async endSessions(userId, context) {
      return await store.write(async (transaction) => {
        const ended = await endSessionsOf(transaction, userId, clock().toISOString());
        await raiseEpoch(transaction, 'security');
        await audit.append(transaction, context, { event: 'session.end-all', object: 'user', record: userId, after: { ended } });
        return ended;
      });
    },
    async changePassword(context, present, next) {
      const { userId, name } = context.principal;
      if (userId === null) throw signedOut();
      const { strangerHash } = attemptParts;
      const change = { present, next, session: context.session };
      await attempts.run({ username: name, context }, byPresentPassword(change, { store, rules, clock, strangerHash }));
    },
    startReset: (context, userId) => startReset(parts, context, userId),
    reset: (request) => attempts.run(request, byResetCode(request, { store, rules, clock })),
    async makeUser(work, user) {
      const username = normalUsername(user.username);
      await requireNewPassword(policy, user.password, username, []);
      const passwordHash = await hashPassword(user.password, cost);
      const record = await work.create(User, {
        username,
        name: user.name,
        ...(user.email === undefined ? {} : { email: user.email }),
        ...(user.employee === undefined ? {} : { employee: user.employee }),
        memberships: user.memberships.map(({ company, department, roles }) => ({ company, department, roles })),
      });
      await store.write(async (transaction) => {
        await writeCredential(transaction, {
          userId: record.id,
          passwordHash,
          changedAt: clock().toISOString(),
          previous: [],
          mustChange: user.mustChange ?? false,
          ...NO_ATTEMPTS,
        });
        await audit.append(transaction, work.context, { event: 'user.set-password', object: 'user', record: record.id });
      });
      return record.id;
    },
    companyNames: (user) => companyNames(store.reader, user.companies),
    currencyOf: ({ company }) => (company === null ? Promise.resolve(undefined) : currencyOf(store.reader, company)),
    passwordRules: shownRules(policy),
    settle: () => seen.settle(),
  };
}

function signedOut(): PanshiError {
  return refuse('unauthenticated', '请先登录。', 'Please sign in.');
}
