import { v7 } from 'uuid';
import type { Reader } from '#common/expression';
import type { Lang } from '#common/errors';

/** On whose rights something is done. */
export interface Principal {
  readonly kind: 'user' | 'program';
  /** The person; a program that acts for a person keeps that person's id. */
  readonly userId: string | null;
  /** User name, or the program's name (`inventory`). */
  readonly name: string;
  /** Role names held in the company of the context; programs hold none, their rights are declared in code. */
  readonly roles: readonly string[];
  readonly department: string | null;
  /** The own department and all below it. */
  readonly departments: readonly string[];
}

/** What goes with every call: who, where, in which language, and where time and ids come from. */
export interface Context {
  readonly principal: Principal;
  /** The company worked in; null for work on the whole store. */
  readonly company: string | null;
  readonly lang: Lang;
  readonly requestId: string;
  readonly session: string | null;
  readonly terminal: string | null;
  readonly address: string | null;
  readonly reason: string | null;
  readonly clock: () => Date;
  readonly newId: () => string;
}

export type ContextParts = Pick<Context, 'principal' | 'company'> & Partial<Context>;

/** A context with the usual clock and ids for whatever is not given. */
export function contextOf(parts: ContextParts): Context {
  return {
    lang: 'zh',
    requestId: v7(),
    session: null,
    terminal: null,
    address: null,
    reason: null,
    clock: () => new Date(),
    newId: () => v7(),
    ...parts,
  };
}

/** The calendar day of the context's clock, in the host's own zone. */
export function today(context: Context): string {
  const now = context.clock();
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 10);
}

/** The caller as expressions see them. */
export function readerOf(context: Context): Reader {
  const { principal } = context;
  return {
    id: principal.userId ?? '',
    department: principal.department,
    departments: principal.departments,
    company: context.company,
    today: today(context),
    now: context.clock().toISOString(),
  };
}
