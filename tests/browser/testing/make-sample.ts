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
await playNorthwind(host.core, host.identity, company, () => {}, new Map(northwindPeople().map(({ username }) => [username, PASSWORD])));
await host.close();
