import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiRecord } from '#common/api';
import type { Dialect } from '../api/testing/company.ts';
import { PASSWORD, usernameOf } from '../api/testing/people.ts';
import { refusal } from '../api/testing/refusal.ts';
import { runningHost, type RunningHost } from './testing/running-host.ts';

/* A group founds a further company without stopping anything: all of it over the interface. */
describe.each<Dialect>(['sqlite', 'postgres'])('a further company, on %s', (dialect) => {
  let running: RunningHost;
  let second: ApiRecord;

  beforeAll(async () => {
    running = await runningHost(dialect);
  });
  afterAll(() => running.close());

  it('is founded by the system administrator alone', async () => {
    const officer = await running.signIn('systemOfficer');
    const draft = { code: '02', name: '磐石二公司', currency: 'CNY', chart: 'small-enterprise' };
    for (const person of ['boss', 'securityOfficer', 'accountant'] as const) {
      expect(await refusal((await running.signIn(person)).create('company', draft)), person).toMatchObject({ status: 403, code: 'forbidden' });
    }
    second = await officer.create('company', draft);
    expect(second).toMatchObject({ code: '02', name: '磐石二公司' });
  });

  it('a chart that is not there founds nothing', async () => {
    const officer = await running.signIn('systemOfficer');
    const refused = await refusal(officer.create('company', { code: '03', name: '无', currency: 'CNY', chart: 'no-such-chart' }));
    expect(refused).toMatchObject({ status: 422, code: 'invalid', details: { fields: ['chart'] } });
    expect((await officer.list('company', { filter: 'code == "03"', count: true })).total).toBe(0);
  });

  it('works at once, with its own chart, numbers and books, for somebody who works in both', async () => {
    const officer = await running.signIn('securityOfficer');
    const [user] = (await officer.list('user', { filter: `username == "${usernameOf('accountant')}"` })).records;
    const { memberships, version } = await officer.read('user', user?.id ?? '') as unknown as { memberships: { company: string; roles: string[] }[]; version: number };
    await officer.update('user', user?.id ?? '', {
      version, memberships: [...memberships.map(({ company, roles }) => ({ company, roles })), { company: second.id, roles: ['accountant'] }],
    });

    const here = running.stranger();
    const { token } = await here.signIn({ username: usernameOf('accountant'), password: PASSWORD });
    const there = running.stranger({ token, company: second.id });
    expect(await there.me()).toMatchObject({ company: second.id, companies: [running.company, second.id] });
    const accounts = await Promise.all([here, there].map((client) => client.list('account', { count: true, limit: 1 })));
    expect(accounts[1]?.total).toBe(accounts[0]?.total);
    expect(accounts[1]?.total).toBeGreaterThan(60);
    expect(accounts[1]?.records[0]?.id).not.toBe(accounts[0]?.records[0]?.id);

    const capital = async (client: typeof here, amount: string): Promise<ApiRecord> => {
      const account = async (code: string) => (await client.list('account', { filter: `code == "${code}"` })).records[0]?.id;
      const voucher = await client.create('voucher', {
        date: '2026-03-01', summary: '投入资本',
        lines: [{ account: await account('1002'), summary: '投入', debit: amount }, { account: await account('3001'), summary: '投入', credit: amount }],
      });
      return client.act('voucher', voucher.id, 'post');
    };
    const [one, other] = [await capital(here, '100.00'), await capital(there, '70.00')];
    expect(other['number']).toBe(one['number']);
    expect((await here.report('trial-balance')).totals).toMatchObject({ debit: '100.00', credit: '100.00' });
    expect((await there.report('trial-balance')).totals).toMatchObject({ debit: '70.00', credit: '70.00' });
  });
});
