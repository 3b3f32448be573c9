import { contextOf, type Context } from '#core/context';
import type { Core } from '#core';
import type { Identity } from '#core/identity';
import type { Program } from '#core/records';
import { randomPassword } from '../host/random-password.ts';

/** A person to be made in the company. */
export interface Newcomer {
  readonly username: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly department?: string;
  readonly employee?: string;
}

export interface Made {
  readonly username: string;
  readonly password: string;
  readonly roles: readonly string[];
  readonly userId: string;
}

const PEOPLE: Program = {
  name: 'sample',
  may: { user: ['create', 'read'], role: ['read'], company: ['read'], department: ['read'], employee: ['read'] },
};

export function programContext(company: string): Context {
  return contextOf({ principal: { kind: 'program', userId: null, name: PEOPLE.name, roles: [], department: null, departments: [] }, company });
}

/**
 * Makes people with random passwords, which are handed back this once.
 * @param passwords those chosen already, by user name
 */
export async function makePeople(
  core: Core,
  identity: Identity,
  company: string,
  people: readonly Newcomer[],
  passwords: ReadonlyMap<string, string> = new Map(),
): Promise<Made[]> {
  return core.work(programContext(company), PEOPLE, async (work) => {
    const made: Made[] = [];
    for (const { username, name, roles, department, employee } of people) {
      const password = passwords.get(username) ?? randomPassword();
      const memberships = [{ company, department: department ?? null, roles }];
      const userId = await identity.makeUser(work, { username, name, password, memberships, ...(employee === undefined ? {} : { employee }) });
      made.push({ username, password, roles, userId });
    }
    return made;
  });
}

/** Each person as the host knows them once signed in. */
export async function contextsOf(identity: Identity, people: readonly Made[]): Promise<Map<string, Context>> {
  const contexts = new Map<string, Context>();
  for (const { username, password } of people) {
    const { token } = await identity.signIn({ username, password, terminal: 'sample' });
    const user = await identity.authenticate(token);
    contexts.set(username, contextOf({ principal: user.principal, company: user.company, session: user.session, terminal: 'sample' }));
  }
  return contexts;
}
