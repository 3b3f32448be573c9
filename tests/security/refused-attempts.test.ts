import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessOf, type Client } from '#common/api';
import { openCompany, type Company, type Dialect } from '../api/testing/company.ts';
import type { PersonName } from '../api/testing/people.ts';
import { refusal } from '../api/testing/refusal.ts';

const NOTHING = '01900000-0000-7000-8000-000000000000';
const FILE = { name: 'a.txt', mediaType: 'text/plain', content: Buffer.from('x') };
const LABEL = { zh: '名称', en: 'Name' };

/* Whoever tries what is not theirs is refused, and the audit administrator can see who tried what. */
describe.each<Dialect>(['sqlite', 'postgres'])('refused attempts, %s', (dialect) => {
  let company: Company;
  beforeAll(async () => {
    company = await openCompany(dialect, 'in process');
  });
  afterAll(() => company.close());

  type Attempt = readonly [event: string, person: PersonName, object: string | null, attempt: (client: Client) => Promise<unknown>];
  const attempts: readonly Attempt[] = [
    ['create', 'clerk', 'customisation', (client) => client.customise({ change: 'relabel', object: 'customer', name: 'name', label: LABEL })],
    ['undo', 'clerk', 'customisation', (client) => client.undoCustomisation(NOTHING)],
    ['user.start-reset', 'clerk', 'user', (client) => client.startReset(NOTHING)],
    ['user.start-reset', 'securityOfficer', 'user', (client) => client.startReset(NOTHING)],
    ['audit.search', 'systemOfficer', null, (client) => client.audit()],
    ['audit.export', 'systemOfficer', null, (client) => client.exportAudit()],
    ['access.explain', 'systemOfficer', null, (client) => accessOf(client).explain({ user: 'clerk', object: 'customer' })],
    ['attachment.add', 'boss', 'sales-order', (client) => client.attach('sales-order', company.goods.theirOrder, FILE)],
    ['records.export', 'clerk', 'customer', (client) => client.csv('customer')],
    ['records.list', 'clerk', 'customer', (client) => client.list('customer', { sort: ['creditLimit'] })],
  ];

  it.each(attempts)('%s by %s is in the log', async (event, person, object, attempt) => {
    const auditor = await company.as('auditor');
    const { id } = await (await company.as(person)).me();
    const tried = async () => (await auditor.audit({ event, user: id })).entries.filter((entry) => entry['ok'] === false);
    const before = await tried();
    expect(await refusal(attempt(await company.as(person)))).toMatchObject({ status: 403 });
    const after = await tried();
    expect(after).toHaveLength(before.length + 1);
    expect(after[0]).toMatchObject({ object, user: id, reason: expect.stringMatching(/^(forbidden|field_denied)$/) });
  });

  it('to work in a company that is not theirs is in the log', async () => {
    const auditor = await company.as('auditor');
    const { token } = await company.signIn('clerk');
    expect(await refusal(company.stranger({ token, company: NOTHING }).me())).toMatchObject({ status: 403, code: 'forbidden' });
    const { entries } = await auditor.audit({ event: 'session.company' });
    expect(entries).toMatchObject([{ name: 'clerk', ok: false, reason: 'forbidden', after: { company: NOTHING } }]);
  });
});
