import type { Grants } from '#core/access';
import { contextOf, type Context } from '#core/context';
import { createCore, type Core } from '#core';
import { Company, Role, User } from '#core/identity';
import type { Module } from '#core/module';
import type { Program } from '#core/records';
import type { Store } from '#db';

/** A core with a company, for tests: roles are made with their grants, and contexts for people who hold them, without passwords. */
export interface TestCore {
  readonly core: Core;
  readonly company: string;
  /** Makes or changes a role. */
  role(name: string, grants: Grants): Promise<void>;
  /** A person of the company with these roles. */
  person(name: string, roles: readonly string[], place?: { department?: string; departments?: readonly string[] }): Promise<Context>;
  /** A further company, with its seeds. @returns its id */
  found(code: string, chart?: string): Promise<string>;
}

const SETUP: Program = { name: 'setup', may: { company: ['create'], role: ['create', 'read', 'update'], user: ['create', 'read'] } };

export async function testCore(store: Store, modules: readonly Module[], chart = 'small-enterprise'): Promise<TestCore> {
  const core = await createCore({ store, modules });

  function system(company: string | null): Context {
    return contextOf({ principal: { kind: 'program', userId: null, name: 'setup', roles: [], department: null, departments: [] }, company });
  }

  async function found(code: string, chartName = chart): Promise<string> {
    const made = await core.work(system(null), SETUP, (work) =>
      work.create(Company, { code, name: `Company ${code}`, currency: 'CNY', chart: chartName }),
    );
    return made.id;
  }

  const company = await found('T1');
  return {
    core,
    company,
    found,
    async role(name, grants) {
      await core.work(system(null), SETUP, async (work) => {
        const old = await work.first(Role, { name });
        const values = { name, labelZh: name, labelEn: name, grants: JSON.parse(JSON.stringify(grants)) };
        if (old) await work.change(Role, old.id, { grants: values.grants });
        else await work.create(Role, values);
      });
    },
    async person(name, roles, place = {}) {
      const { id } = await core.work(system(null), SETUP, async (work) =>
        (await work.first(User, { username: name })) ?? work.create(User, { username: name, name, memberships: [{ company, roles: [...roles] }] }),
      );
      const department = place.department ?? null;
      const departments = place.departments ?? (department === null ? [] : [department]);
      return contextOf({ principal: { kind: 'user', userId: id, name, roles, department, departments }, company });
    },
  };
}
