import { isPanshiError } from '#common/errors';
import { createCore, type Core } from '#core';
import { contextOf, type Context } from '#core/context';
import { openTodo } from '#core/desk/todo.ts';
import { Company, Department, Role, User } from '#core/identity';
import type { Program } from '#core/records';
import { planOf } from '#core/records/table-plan.ts';
import type { Store, Transaction } from '#db';
import { CHILD, OBJECTS } from './fields.ts';
import { grantsOf, type Person, type WrittenRole } from './grants.ts';
import { testModule } from './objects.ts';
import { auditEntry, type PastEntry } from './past.ts';
import type { Asked } from './requests.ts';
import { COLLEAGUE, DEPARTMENTS, HOME, OTHER, READER, uuid, type World } from './world.ts';

const SETUP: Program = {
  name: 'setup',
  may: { company: ['create'], role: ['create', 'read', 'update'], user: ['create', 'read'], department: ['create', 'read'] },
};

const NOW = new Date('2026-09-01T04:00:00.000Z');
const ROLES = ['role-a', 'role-b', 'role-c'] as const;

/** What came back, in a form that can be compared. */
export type Answer = { readonly ok: unknown } | { readonly refused: unknown; readonly code: string } | { readonly defect: string };

class RolledBack extends Error {}

/** One store in which everything is the same from run to run: ids, times, people; and in two stores alike. */
export class Stage {
  readonly core: Core;

  private constructor(core: Core) {
    this.core = core;
  }

  static async open(store: Store): Promise<Stage> {
    const core = await createCore({ store, modules: [testModule] });
    const stage = new Stage(core);
    const make = (company: string | null, id: string, run: Parameters<typeof core.work<unknown>>[2]): Promise<unknown> =>
      core.work(stage.#system(company, id), SETUP, run);
    for (const [id, code] of [
      [HOME, 'H'],
      [OTHER, 'O'],
    ] as const) {
      await make(null, id, (work) => work.create(Company, { code, name: code, currency: 'CNY', chart: 'small-enterprise' }));
    }
    for (const [id, username] of [
      [READER, 'reader'],
      [COLLEAGUE, 'colleague'],
    ] as const) {
      await make(null, id, (work) => work.create(User, { username, name: username }));
    }
    for (const id of DEPARTMENTS) await make(HOME, id, (work) => work.create(Department, { code: id.slice(-4), name: id.slice(-4) }));
    for (const [n, name] of ROLES.entries()) {
      await make(null, uuid(4, n), (work) => work.create(Role, { name, labelZh: name, labelEn: name, grants: {} }));
    }
    return stage;
  }

  /** Gives the roles their grants. */
  async cast(roles: readonly WrittenRole[]): Promise<void> {
    await this.core.work(this.#system(null, uuid(5, 1)), SETUP, async (work) => {
      for (const [n, role] of roles.entries()) await work.change(Role, uuid(4, n), { grants: JSON.parse(JSON.stringify(grantsOf(role))) });
    });
  }

  /** Puts these rows in place of all that were there, as if they had come to be so. */
  async load(world: World, past: readonly PastEntry[]): Promise<void> {
    await this.core.store.write(async (transaction) => {
      await this.#clear(transaction);
      const registry = this.core.registry();
      for (const row of world) {
        const plan = planOf(registry.table(row.object));
        await transaction.run(plan.insertText, plan.encodeRow(row.values));
        const child = CHILD[row.object];
        if (child === undefined) continue;
        const childPlan = planOf(registry.table(`${row.object}.${child}`));
        for (const values of row.children) await transaction.run(childPlan.insertText, childPlan.encodeRow(values));
      }
      for (const entry of past) await this.core.audit.append(transaction, this.#system(HOME, uuid(5, 2)), auditEntry(entry));
    });
  }

  async #clear(transaction: Transaction): Promise<void> {
    const registry = this.core.registry();
    for (const object of OBJECTS.toReversed()) {
      for (const { table } of [...registry.childTables(registry.definition(object)), registry.table(object)])
        await transaction.run(`DELETE FROM "${table}"`);
    }
  }

  /** The reader, holding the first so many of the roles, or these of them. */
  reader(person: Person, roles: readonly number[]): Context {
    let made = 0;
    return contextOf({
      principal: {
        kind: 'user',
        userId: person.id,
        name: 'reader',
        roles: roles.map((n) => ROLES[n] ?? ''),
        department: person.department,
        departments: person.departments,
      },
      company: HOME,
      requestId: 'r',
      clock: () => NOW,
      newId: () => uuid(128, (made += 1)),
    });
  }

  /** Asks the gate; what a request writes is rolled back again. */
  async ask(asked: Asked, context: Context): Promise<Answer> {
    const writing = asked.ask === 'create' || asked.ask === 'update' || asked.ask === 'remove' || asked.ask === 'act';
    if (!writing) return answered(() => this.#put(asked, context));
    let answer: Answer | undefined;
    try {
      await this.core.store.write(async () => {
        answer = await answered(() => this.#put(asked, context));
        throw new RolledBack();
      });
    } catch (error) {
      if (!(error instanceof RolledBack) || !answer) throw error;
    }
    return answer ?? { defect: 'no answer' };
  }

  async #put(asked: Asked, context: Context): Promise<unknown> {
    const { gate } = this.core;
    switch (asked.ask) {
      case 'list':
        return gate.list(context, asked.object, asked.request);
      case 'count':
        return gate.list(context, asked.object, { ...asked.request, count: true });
      case 'pages':
        return this.#pages(asked, context);
      case 'export':
        return collected(gate.export(context, asked.object, asked.request));
      case 'read':
        return gate.read(context, asked.object, asked.id, asked.fields);
      case 'query':
        return gate.query(context, asked.request);
      case 'history':
        return gate.history(context, asked.object, asked.id);
      case 'visible':
        return [...(await gate.visible(context, asked.object, asked.ids))].toSorted();
      case 'find':
        return gate.find(context, asked.request);
      case 'objects':
        return gate.objects(context);
      case 'report':
        return gate.report(context, 'job-costs', {});
      case 'takeReport':
        return gate.takeReport(context, 'job-costs', {}, 'csv');
      case 'print':
        return gate.print(context, asked.object, asked.ids, asked.wanted);
      case 'todo':
        return openTodo(this.core).read(context);
      case 'related':
        return gate.related(context, asked.object, asked.id);
      case 'try':
        return gate.try(context, asked.object, asked.request);
      case 'create':
        return gate.create(context, asked.object, asked.body);
      case 'update':
        return gate.update(context, asked.object, asked.id, asked.body);
      case 'act':
        return gate.act(context, asked.object, asked.id, asked.action, asked.body);
      case 'remove':
        return gate.remove(context, asked.object, asked.id).then(() => 'gone');
    }
  }

  async #pages(asked: Extract<Asked, { request: unknown; object: unknown }>, context: Context): Promise<unknown> {
    const pages: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.core.gate.list(context, asked.object, { ...asked.request, ...(cursor === undefined ? {} : { cursor }) });
      pages.push(page);
      cursor = page.next;
      if (pages.length > 40) throw new RangeError('a list without an end');
    } while (cursor !== undefined);
    return pages;
  }

  #system(company: string | null, id: string): Context {
    return contextOf({
      principal: { kind: 'program', userId: null, name: 'setup', roles: [], department: null, departments: [] },
      company,
      clock: () => NOW,
      newId: () => id,
    });
  }
}

async function answered(put: () => Promise<unknown>): Promise<Answer> {
  try {
    return { ok: await put() };
  } catch (error) {
    if (!isPanshiError(error) || error.status >= 500) return { defect: String(error instanceof Error ? error.stack : error) };
    const { code, status, text, details } = error;
    return { refused: { code, status, text, details }, code };
  }
}

async function collected<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const row of rows) all.push(row);
  return all;
}
