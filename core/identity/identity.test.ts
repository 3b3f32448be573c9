import { beforeAll, describe, expect, it } from 'vitest';
import { contextOf, type Context } from '#core/context';
import type { Program } from '#core/records';
import { testCore, type TestCore } from '#core/testing';
import { withStores } from '#db/testing';
import { createIdentity, Department, User, type Identity } from './index.ts';

const SETUP: Program = {
  name: 'setup',
  may: { user: ['create', 'read', 'update'], department: ['create', 'read'], role: ['read'], company: ['read'] },
};
const PASSWORD = 'Quartz-Lantern-93';

withStores((open) => {
  let test: TestCore;
  let identity: Identity;
  let now = new Date('2026-03-02T08:00:00Z');
  let system: Context;
  const minutes = (count: number) => {
    now = new Date(now.getTime() + count * 60_000);
  };

  async function makeUser(username: string, roles: readonly string[] = ['clerk'], department: string | null = null): Promise<string> {
    return await test.core.work(system, SETUP, (work) =>
      identity.makeUser(work, {
        username,
        name: username,
        password: PASSWORD,
        memberships: [{ company: test.company, department, roles }],
      }),
    );
  }

  beforeAll(async () => {
    const { store } = await open();
    test = await testCore(store, []);
    identity = createIdentity({ store, audit: test.core.audit, clock: () => now, hashCost: { memoryKiB: 64, passes: 1, lanes: 1 } });
    system = contextOf({
      principal: { kind: 'program', userId: null, name: 'setup', roles: [], department: null, departments: [] },
      company: test.company,
    });
    await test.role('clerk', {});
  });

  const events = async (event: string) =>
    (await test.core.store.reader.rows('SELECT ok, user_id FROM audit_entry WHERE event = ? ORDER BY seq', [event])).map((row) =>
      Number(row[0]),
    );

  describe('sign-in', () => {
    it('gives a token whose bearer is the person, whatever the case of the name', async () => {
      const id = await makeUser('li.lei');
      const { token, user } = await identity.signIn({ username: ' LI.Lei', password: PASSWORD });
      expect(user).toMatchObject({ company: test.company, mustChangePassword: false });
      expect((await identity.authenticate(token)).principal).toMatchObject({ userId: id, name: 'li.lei', roles: ['clerk'] });
      const rows = await test.core.store.reader.rows('SELECT token_hash FROM session');
      expect(rows.flat()).not.toContain(token);
      expect(await events('session.sign-in')).toEqual([1]);
    });

    it('answers alike for a wrong password and for a name that nobody has, and locks both at the fifth failure', async () => {
      await makeUser('han.meimei');
      for (const username of ['han.meimei', 'nobody']) {
        const answers: string[] = [];
        for (let attempt = 0; attempt < 6; attempt++) {
          await identity.signIn({ username, password: 'Wrong-Lantern-1' }).catch((error: { code: string; message: string }) => {
            answers.push(`${error.code} ${error.message}`);
          });
        }
        expect(answers.slice(0, 5)).toEqual(Array(5).fill('unauthenticated The user name or password is wrong.'));
        expect(answers[5]).toMatch(/^locked /);
      }
      await expect(identity.signIn({ username: 'han.meimei', password: PASSWORD })).rejects.toMatchObject({ code: 'locked' });
      minutes(30);
      await expect(identity.signIn({ username: 'han.meimei', password: PASSWORD })).resolves.toBeDefined();
    });

    it('counts guesses made at the same time one by one', async () => {
      await makeUser('poly');
      const guesses = await Promise.allSettled(
        Array.from({ length: 12 }, () => identity.signIn({ username: 'poly', password: 'Wrong-Lantern-1' })),
      );
      const locked = guesses.filter((guess) => guess.status === 'rejected' && (guess.reason as { code: string }).code === 'locked');
      expect(locked).toHaveLength(7);
    });

    it('lets an inactive person not in, with the same answer', async () => {
      const id = await makeUser('gone');
      const { token } = await identity.signIn({ username: 'gone', password: PASSWORD });
      await test.core.work(system, SETUP, (work) => work.change(User, id, { active: false }));
      await expect(identity.authenticate(token)).rejects.toMatchObject({ code: 'unauthenticated' });
      await expect(identity.signIn({ username: 'gone', password: PASSWORD })).rejects.toMatchObject({ code: 'unauthenticated' });
    });
  });

  describe('sessions', () => {
    it('end after fifteen idle minutes, and not while used', async () => {
      await makeUser('idle');
      const { token } = await identity.signIn({ username: 'idle', password: PASSWORD });
      for (let step = 0; step < 3; step++) {
        minutes(14);
        await identity.authenticate(token);
      }
      await identity.settle();
      minutes(14);
      await identity.authenticate(token, { touch: false });
      minutes(1);
      await expect(identity.authenticate(token)).rejects.toMatchObject({ code: 'unauthenticated' });
    });

    it('end at sign-out and when revoked, at the next request', async () => {
      const id = await makeUser('twice');
      const first = await identity.signIn({ username: 'twice', password: PASSWORD });
      const second = await identity.signIn({ username: 'twice', password: PASSWORD });
      const { principal } = await identity.authenticate(first.token);
      await identity.signOut(contextOf({ principal, company: test.company, session: first.session }));
      await expect(identity.authenticate(first.token)).rejects.toMatchObject({ code: 'unauthenticated' });
      await identity.authenticate(second.token);
      expect(await identity.endSessions(id, system)).toBe(1);
      await expect(identity.authenticate(second.token)).rejects.toMatchObject({ code: 'unauthenticated' });
    });

    it('take up a change of roles and departments at the next request', async () => {
      const [root, below] = await test.core.work(system, SETUP, async (work) => {
        const parent = await work.create(Department, { code: 'D1', name: '销售部' });
        const child = await work.create(Department, { code: 'D2', name: '华东区', parent: parent.id });
        return [parent.id, child.id];
      });
      const id = await makeUser('mover', ['clerk'], below);
      const { token } = await identity.signIn({ username: 'mover', password: PASSWORD });
      expect((await identity.authenticate(token)).principal.departments).toEqual([below]);
      await test.core.work(system, SETUP, (work) =>
        work.change(User, id, { memberships: [{ company: test.company, department: root, roles: [] }] }),
      );
      expect((await identity.authenticate(token)).principal).toMatchObject({ roles: [], department: root, departments: [root, below] });
    });

    it('refuse a company the person does not work in', async () => {
      await makeUser('local');
      const other = await test.found('T2');
      const { token } = await identity.signIn({ username: 'local', password: PASSWORD });
      await expect(identity.authenticate(token, { company: other })).rejects.toMatchObject({ code: 'forbidden' });
    });
  });

  it('changes the own password with the present one, and ends the other sessions', async () => {
    const id = await makeUser('changer');
    const [here, there] = [
      await identity.signIn({ username: 'changer', password: PASSWORD }),
      await identity.signIn({ username: 'changer', password: PASSWORD }),
    ];
    const context = contextOf({ principal: here.user.principal, company: test.company, session: here.session });
    await expect(identity.changePassword(context, 'Wrong-Lantern-1', 'Marble-Teapot-42')).rejects.toMatchObject({ code: 'invalid' });
    await expect(identity.changePassword(context, PASSWORD, PASSWORD)).rejects.toMatchObject({ code: 'invalid' });
    await identity.changePassword(context, PASSWORD, 'Marble-Teapot-42');
    expect((await identity.authenticate(here.token)).principal.userId).toBe(id);
    await expect(identity.authenticate(there.token)).rejects.toMatchObject({ code: 'unauthenticated' });
    await identity.signIn({ username: 'changer', password: 'Marble-Teapot-42' });
    minutes(90 * 24 * 60);
    const late = await identity.signIn({ username: 'changer', password: 'Marble-Teapot-42' });
    expect(late.user.mustChangePassword).toBe(true);
  });

  it('locks the name of who guesses at the present password, as at sign-in, and logs each guess', async () => {
    const id = await makeUser('guessed');
    const { session, user } = await identity.signIn({ username: 'guessed', password: PASSWORD });
    const context = contextOf({ principal: user.principal, company: test.company, session });
    const guesses = await Promise.allSettled(
      Array.from({ length: 8 }, (_, at) => identity.changePassword(context, `Wrong-Lantern-${at}`, 'Marble-Teapot-42')),
    );
    const codes = guesses.map((guess) => (guess.status === 'rejected' ? (guess.reason as { code: string }).code : 'changed'));
    expect(codes).toEqual([...Array(5).fill('invalid'), ...Array(3).fill('locked')]);
    await expect(identity.changePassword(context, PASSWORD, 'Marble-Teapot-42')).rejects.toMatchObject({ code: 'locked' });
    await expect(identity.signIn({ username: 'guessed', password: PASSWORD })).rejects.toMatchObject({ code: 'locked' });
    const logged = await test.core.store.reader.rows(
      "SELECT body FROM audit_entry WHERE event = 'user.change-password' AND user_id = ? ORDER BY seq",
      [id],
    );
    const bodies = logged.map(([body]) => JSON.parse(String(body)) as { ok: boolean; reason: string; session: string; company: string });
    expect(bodies.map(({ ok, reason }) => [ok, reason])).toEqual([
      ...Array.from({ length: 5 }, () => [false, 'wrong present password']),
      ...Array.from({ length: 4 }, () => [false, 'locked']),
    ]);
    expect(bodies[0]).toMatchObject({ session, company: test.company });
    minutes(30);
    await identity.changePassword(context, PASSWORD, 'Marble-Teapot-42');
    await identity.signIn({ username: 'guessed', password: 'Marble-Teapot-42' });
  });

  it('lets nobody grant rights to oneself, or name roles and departments that are not there', async () => {
    const id = await makeUser('self');
    const self = contextOf({
      principal: { kind: 'user', userId: id, name: 'self', roles: [], department: null, departments: [] },
      company: test.company,
    });
    const grant = { memberships: [{ company: test.company, roles: ['clerk', 'boss'] }] };
    await test.role('boss', {});
    await expect(test.core.work(self, SETUP, (work) => work.change(User, id, grant))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(test.core.work(system, SETUP, (work) => work.change(User, id, grant))).resolves.toBeDefined();
    const unknown = { memberships: [{ company: test.company, roles: ['nothing'] }] };
    await expect(test.core.work(system, SETUP, (work) => work.change(User, id, unknown))).rejects.toMatchObject({ code: 'invalid' });
  });
});
