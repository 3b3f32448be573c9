import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deskOf } from '#common/api';
import { openCompany, type Company, type Dialect } from '../api/testing/company.ts';
import { refusal } from '../api/testing/refusal.ts';

/* Three officers watch each other: none of them gets rid of another one's eyes. */
describe.each<Dialect>(['sqlite', 'postgres'])('an officer alone, %s', (dialect) => {
  let company: Company;
  beforeAll(async () => {
    company = await openCompany(dialect, 'in process');
  });
  afterAll(() => company.close());

  it.each(['audit-administrator', 'system-administrator', 'security-administrator'])('empties no office by archiving its role: %s', async (name) => {
    const security = await company.as('securityOfficer');
    const [role] = (await security.list('role', { filter: `name == "${name}"`, fields: ['version'] })).records;
    const refused = await refusal(security.update('role', role?.id ?? '', { version: role?.['version'], archived: true }));
    expect([403, 422]).toContain(refused.status);
    expect((await (await company.as('auditor')).audit({ limit: '1' })).entries).toHaveLength(1);
  });

  it('archives the role of an office that nobody holds', async () => {
    const security = await company.as('securityOfficer');
    const made = await security.create('role', { name: 'second-auditor', labelZh: '审计员', labelEn: 'Second auditor', office: 'audit', grants: {} });
    expect(await security.update('role', made.id, { version: 1, archived: true })).toMatchObject({ archived: true });
  });

  it('starts no reset of another officer in silence: the others, and who it is about, are told', async () => {
    const system = await company.as('systemOfficer');
    const [security, auditor] = [await company.as('securityOfficer'), await company.as('auditor')];
    const { id } = await security.me();
    const told = async (client: typeof security) => (await deskOf(client).notices()).notices.filter(({ kind }) => kind === 'host').map(({ text }) => text.en);
    expect(await told(security)).toEqual([]);
    await system.startReset(id);
    expect(await told(security)).toEqual([expect.stringContaining('password of an administrator')]);
    expect(await told(auditor)).toEqual([expect.stringContaining('password of an administrator')]);
    await system.startReset((await (await company.as('clerk')).me()).id);
    expect(await told(auditor)).toHaveLength(1);
  });
});
