import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '#common/api';
import type { Dialect } from '../api/testing/company.ts';
import { usernameOf } from '../api/testing/people.ts';
import { refusal } from '../api/testing/refusal.ts';
import { runningHost, type RunningHost } from './testing/running-host.ts';

const CHOSEN = 'Copper-Kettle-58';
const NOBODY = '01900000-0000-7000-8000-000000000000';

/* Somebody joins: one officer makes the user, another gives the rights, and only the person ever knows the password. */
describe.each<Dialect>(['sqlite', 'postgres'])('people who join while the host runs, on %s', (dialect) => {
  let running: RunningHost;
  let system: Client;
  let security: Client;

  beforeAll(async () => {
    running = await runningHost(dialect);
    system = await running.signIn('systemOfficer');
    security = await running.signIn('securityOfficer');
  });
  afterAll(() => running.close());

  const make = async (username: string): Promise<string> => (await system.create('user', { username, name: `新人 ${username}` })).id;
  const reset = (username: string, code: string, password = CHOSEN, address = '192.0.2.1') =>
    running.stranger({ address }).resetPassword({ username, code, password });
  const idOf = async (username: string): Promise<string> =>
    (await system.list('user', { filter: `username == "${username}"` })).records[0]?.id ?? '';

  it('are made by one officer and given rights by another; each is refused the other half', async () => {
    const rights = [{ company: running.company, roles: ['sales-clerk'] }];
    const refused = await refusal(system.create('user', { username: 'lin', name: '林', memberships: rights }));
    expect(refused).toMatchObject({ status: 403, code: 'field_denied' });
    expect(await refusal(security.create('user', { username: 'lin', name: '林' }))).toMatchObject({ status: 403, code: 'forbidden' });

    const id = await make('lin');
    const { version } = await security.read('user', id);
    expect(await refusal(system.update('user', id, { version, memberships: rights }))).toMatchObject({ status: 403, code: 'field_denied' });
    await security.update('user', id, { version, memberships: rights });

    const { code, expiresAt } = await system.startReset(id);
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$/);
    expect(expiresAt).toBe('2026-03-02T09:00:00.000Z');
    await reset('lin', code);
    const lin = running.stranger();
    const { user } = await lin.signIn({ username: 'lin', password: CHOSEN });
    expect(user).toMatchObject({ roles: ['sales-clerk'], company: running.company, mustChangePassword: false });
    expect(await lin.create('customer', { code: 'L1', name: '林的客户' })).toMatchObject({ code: 'L1' });
  });

  it('start from the system administrator alone, never for oneself, and only for who is there and active', async () => {
    const id = await idOf('lin');
    for (const person of ['securityOfficer', 'auditor', 'boss', 'clerk'] as const) {
      expect(await refusal((await running.signIn(person)).startReset(id)), person).toMatchObject({ status: 403, code: 'forbidden' });
    }
    expect(await refusal(system.startReset((await system.me()).id))).toMatchObject({ status: 403, code: 'forbidden' });
    expect(await refusal(system.startReset(NOBODY))).toMatchObject({ status: 404, code: 'not_found' });
    const gone = await make('gone');
    await system.update('user', gone, { version: 1, active: false });
    expect(await refusal(system.startReset(gone))).toMatchObject({ status: 422, code: 'rule' });
  });

  it('use a code once, within the hour, and only the newest; a refused password leaves it good', async () => {
    const id = await make('chen');
    const { code: first } = await system.startReset(id);
    const { code } = await system.startReset(id);
    expect(await refusal(reset('chen', first))).toMatchObject({ status: 401, code: 'unauthenticated' });
    for (const weak of ['short', 'alllowercaseletters', 'Chen-Password-1', 'Password123']) {
      expect(await refusal(reset('chen', code, weak)), weak).toMatchObject({ status: 422, code: 'invalid', details: { fields: ['password'] } });
    }
    const typed = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
    const both = await Promise.allSettled([reset(' CHEN ', typed), reset('chen', code, 'Another-Kettle-59')]);
    expect(both.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await refusal(reset('chen', code, 'Third-Kettle-60'))).toMatchObject({ status: 401 });

    const { code: late } = await system.startReset(id);
    running.pass(60);
    expect(await refusal(reset('chen', late, 'Third-Kettle-60'))).toMatchObject({ status: 401 });
    system = await running.signIn('systemOfficer');
    security = await running.signIn('securityOfficer');
  });

  it('end their sessions and the old password by choosing a new one; the same password again is refused', async () => {
    const before = running.stranger();
    await before.signIn({ username: 'lin', password: CHOSEN });
    const { code } = await system.startReset(await idOf('lin'));
    expect(await before.me()).toMatchObject({ username: 'lin' });
    expect(await refusal(reset('lin', code, CHOSEN))).toMatchObject({ status: 422 });
    await reset('lin', code, 'Silver-Spoon-77');
    expect(await refusal(before.me())).toMatchObject({ status: 401 });
    expect(await refusal(running.stranger().signIn({ username: 'lin', password: CHOSEN }))).toMatchObject({ status: 401 });
    await running.stranger().signIn({ username: 'lin', password: 'Silver-Spoon-77' });
  });

  it('are locked by guessing codes as by guessing passwords, with one answer whether the name is there or not; a new reset lifts the lock', async () => {
    const id = await make('wang');
    const { code } = await system.startReset(id);
    await make('without-reset');
    const guesses = async (username: string, address: string) => {
      const given = [];
      for (let attempt = 0; attempt < 6; attempt += 1) {
        const { status, code: answered, message } = await refusal(reset(username, 'AAAAA-BBBBB-CCCCC-DDDDD', CHOSEN, address));
        given.push([status, answered, message]);
      }
      return given;
    };
    const answers = await guesses('wang', '192.0.2.20');
    expect(answers.map(([status]) => status)).toEqual([401, 401, 401, 401, 401, 429]);
    expect(await guesses('nobody-at-all', '192.0.2.21')).toEqual(answers);
    expect(await guesses('without-reset', '192.0.2.22')).toEqual(answers);
    expect(await refusal(reset('wang', code, CHOSEN, '192.0.2.23'))).toMatchObject({ status: 429, code: 'locked' });
    const { code: again } = await system.startReset(id);
    await reset('wang', again, CHOSEN, '192.0.2.23');
    await running.stranger().signIn({ username: 'wang', password: CHOSEN });
  });

  it('an officer may be reset too, and the log says so; it never holds a code or a password', async () => {
    const auditorId = await idOf(usernameOf('auditor'));
    const { code } = await system.startReset(auditorId);
    await reset(usernameOf('auditor'), code, 'Quiet-Harbour-31');
    const auditor = running.stranger();
    await auditor.signIn({ username: usernameOf('auditor'), password: 'Quiet-Harbour-31' });
    const { entries } = await auditor.audit({ record: auditorId, limit: '100' });
    expect(entries.find((entry) => entry['event'] === 'user.start-reset')).toMatchObject({
      user: (await system.me()).id, object: 'user', after: { offices: ['audit'], expiresAt: expect.any(String) },
    });
    expect(entries.some((entry) => entry['event'] === 'session.reset' && entry['ok'] === true)).toBe(true);
    const { store } = running.host.core;
    const kept = JSON.stringify([
      await store.reader.rows('SELECT body FROM audit_entry'), await store.reader.rows('SELECT user_id, code_hash FROM password_reset'),
    ]);
    for (const secret of [code, code.replaceAll('-', ''), CHOSEN, 'Quiet-Harbour-31']) expect(kept).not.toContain(secret);
  });
});
