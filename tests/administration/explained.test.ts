import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessOf, type Client } from '#common/api';
import type { Dialect } from '../api/testing/company.ts';
import { usernameOf } from '../api/testing/people.ts';
import { refusal } from '../api/testing/refusal.ts';
import { runningHost, type RunningHost } from './testing/running-host.ts';

const CLERK = usernameOf('clerk');
const MANAGER = usernameOf('salesManager');

/* The security administrator is asked why somebody cannot see something, and answers without seeing it. */
describe.each<Dialect>(['sqlite', 'postgres'])('access is explained, on %s', (dialect) => {
  let running: RunningHost;
  let officer: Client;
  let manager: Client;

  beforeAll(async () => {
    running = await runningHost(dialect);
    officer = await running.signIn('securityOfficer');
    manager = await running.signIn('salesManager');
  });
  afterAll(() => running.close());

  const levels = async (user: string, object: string, record?: string) => {
    const told = await accessOf(officer).explain({ user, object, ...(record === undefined ? {} : { record }) });
    return { told, of: (name: string) => told.fields.find((field) => field.name === name) };
  };

  it('for an object and for one record, by the code that stands on it', async () => {
    const { id } = await manager.create('customer', { code: 'C1', name: '第一家', creditLimit: '100.00' });
    const whole = await levels(CLERK, 'customer');
    expect(whole.told).toMatchObject({ obstacle: null, record: null });
    expect(whole.of('name')).toMatchObject({ sees: 'read' });
    expect(whole.of('creditLimit')).toMatchObject({ sees: 'none', seesBy: [] });
    const one = await levels(CLERK, 'customer', 'C1');
    expect(one.told.record).toEqual({ id });
    expect(one.told.grants.every(({ covers }) => covers !== null)).toBe(true);
    const boss = await levels(MANAGER, 'customer', 'C1');
    expect(boss.of('creditLimit')?.seesBy.map((place) => boss.told.grants[place]?.role)).toContain('sales-manager');
    // Nothing of the record itself is in the answer.
    expect(JSON.stringify([one.told, boss.told])).not.toMatch(/第一家|100\.00/);
  });

  it('by what is so now: a right taken away is gone from the next answer', async () => {
    const [role] = (await officer.list('role', { filter: 'name == "sales-manager"', fields: ['version', 'grants'] })).records;
    const grants = role?.['grants'] as Record<string, unknown>;
    await officer.update('role', role?.id ?? '', { version: role?.['version'], grants: { ...grants, customer: undefined } });
    expect((await levels(MANAGER, 'customer')).told.obstacle).toBe('not-named');
    expect(await refusal(manager.list('customer'))).toMatchObject({ status: 403 });
  });

  it('also to the auditor, and to nobody else; who holds what is a file', async () => {
    const auditor = await running.signIn('auditor');
    expect((await accessOf(auditor).explain({ user: CLERK, object: 'product' })).obstacle).toBeNull();
    for (const person of ['systemOfficer', 'salesManager'] as const) {
      const access = accessOf(await running.signIn(person));
      expect(await refusal(access.explain({ user: CLERK, object: 'product' })), person).toMatchObject({ status: 403, code: 'forbidden' });
      expect(await refusal(access.review()), person).toMatchObject({ status: 403 });
    }
    const lines = Buffer.from(await accessOf(auditor).review()).toString('utf8').split('\r\n');
    expect(lines[0]).toMatch(/^\uFEFFUser name,Name,Active,Company,Role/);
    expect(lines.some((line) => line.startsWith(`${CLERK},`) && line.includes(',sales-clerk,') && line.includes(',product,'))).toBe(true);
    const { entries } = await auditor.audit({ event: 'access.review' });
    // The newest first: the auditor's own, before it those of the two who were refused.
    expect(entries.map(({ ok }) => ok)).toEqual([true, false, false]);
  });

  it('refuses what cannot be meant', async () => {
    for (const [path, status] of [[`?user=${CLERK}`, 400], ['?object=product&user=nobody', 404], [`?user=${CLERK}&object=nothing`, 404], [`?user=${CLERK}&object=product&record=none`, 404], [`?user=${CLERK}&object=product&what=1`, 400]] as const) {
      expect((await officer.send('GET', `/access/explain${path}`)).status, path).toBe(status);
    }
  });
});
