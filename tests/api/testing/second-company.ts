import { contextOf } from '#core/context';
import { Company, User } from '#core/identity';
import type { Program } from '#core/records';
import type { Host } from '#server/host';
import { PASSWORD, usernameOf, type PersonName } from './people.ts';

const FOUNDER: Program = {
  name: 'founder',
  may: { company: ['read', 'create'], role: ['read'], user: ['read', 'create', 'update'], department: ['read'], employee: ['read'] },
};

/**
 * A further company in the store, with its opening records.
 * @param staff people of the first company who work here too, with their roles here
 * @returns its id
 */
export async function foundSecond(host: Host, code: string, staff: Partial<Record<PersonName, readonly string[]>>): Promise<string> {
  const { core } = host;
  const program = (company: string | null) =>
    contextOf({
      principal: { kind: 'program', userId: null, name: FOUNDER.name, roles: [], department: null, departments: [] },
      company,
    });
  const { id } = await core.work(program(null), FOUNDER, (work) =>
    work.create(Company, { code, name: `分公司 ${code}`, currency: 'CNY', chart: 'small-enterprise' }),
  );
  await core.work(program(id), FOUNDER, async (work) => {
    for (const [person, roles] of Object.entries(staff)) {
      const user = await work.first(User, { username: usernameOf(person as PersonName) });
      if (user === undefined) throw new Error(`no ${person}`);
      const memberships = user.memberships.map(({ id: row, company, department, roles: held }) => ({
        id: row,
        company,
        department,
        roles: held,
      }));
      await work.change(User, user.id, { memberships: [...memberships, { company: id, department: null, roles: [...roles] }] });
    }
  });
  return id;
}

/** A person who works in that company alone. */
export async function hire(host: Host, company: string, username: string, role: string): Promise<void> {
  const context = contextOf({
    principal: { kind: 'program', userId: null, name: FOUNDER.name, roles: [], department: null, departments: [] },
    company,
  });
  await host.core.work(context, FOUNDER, (work) =>
    host.identity.makeUser(work, {
      username,
      name: username,
      password: PASSWORD,
      memberships: [{ company, department: null, roles: [role] }],
    }),
  );
}
