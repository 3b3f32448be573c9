import { CHEAP, PASSPHRASE, PASSWORD } from '#server/testing';
import { initHost, openHost } from '#server/host';
import { northwindPeople, playNorthwind } from '#server/sample';

/* A process of its own that makes the sample company in a folder: `node make-sample.ts FOLDER`. Everybody has the password of tests. */

const data = process.argv[2] ?? '';
const officers = [
  { username: 'system.officer', name: '李建国', roles: ['system-administrator'] },
  { username: 'security.officer', name: '赵敏', roles: ['security-administrator'] },
  { username: 'auditor', name: '孙立', roles: ['audit-administrator'] },
].map((officer) => ({ ...officer, password: PASSWORD }));
const { company } = await initHost({
  data,
  hashCost: CHEAP,
  answers: { company: { code: 'NW', name: '北风贸易 Northwind Traders', currency: 'CNY', chart: 'small-enterprise' }, passphrase: PASSPHRASE, users: officers },
});
const host = await openHost({ data, unlock: { passphrase: PASSPHRASE }, hashCost: CHEAP });
const { people } = await playNorthwind(host.core, host.identity, company, () => {}, new Map(northwindPeople().map(({ username }) => [username, PASSWORD])));

// The sample's history has no sales to come.
const clerk = people.get('sales.clerk');
if (clerk === undefined) throw new Error('the sample has no sales clerk');
const { records: customers } = await host.core.gate.list(clerk, 'customer', { fields: ['id', 'name'], sort: ['code'], limit: 9 });
for (const [at, customer] of customers.entries()) {
  const { id } = await host.core.gate.create(clerk, 'opportunity', {
    name: `${String(customer['name'])} 年度供货`, customer: customer.id, expectedAmount: `${(at + 2) * 12_500}.00`, expectedDate: `2026-12-${String(10 + at)}`,
  });
  for (let step = 0; step < at % 4; step += 1) await host.core.gate.act(clerk, 'opportunity', id, 'advance', {});
}
await host.close();
