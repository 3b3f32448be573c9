import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, type Client } from '#common/api';
import { openHost, type Host } from '#server/host';
import { emptyCompany, type Dialect } from './testing/company.ts';
import { CHEAP, PASSPHRASE, PASSWORD, usernameOf, type PersonName } from './testing/people.ts';
import { refusal } from './testing/refusal.ts';

/*
 * What ends somebody's rights: time, wrong passwords, an officer. In process alone, where the tests set the clock; what is asked is the same
 * over every door.
 */
describe.each<Dialect>(['sqlite', 'postgres'])('%s, in process', (dialect) => {
  let now = new Date('2026-06-01T08:00:00Z');
  let host: Host;
  let remove: () => Promise<void>;

  beforeAll(async () => {
    const made = await emptyCompany(dialect, () => now);
    remove = made.remove;
    host = await openHost({ data: made.data, unlock: { passphrase: PASSPHRASE }, hashCost: CHEAP, clock: () => now });
  });
  afterAll(async () => {
    await host.close();
    await remove();
  });

  const stranger = (address = '192.0.2.1', token?: string): Client =>
    createClient({
      baseUrl: 'https://localhost',
      lang: 'en',
      fetch: (request) => host.handler(request, { address }),
      ...(token === undefined ? {} : { token }),
    });
  const signIn = async (person: PersonName, address?: string): Promise<Client> => {
    const client = stranger(address);
    await client.signIn({ username: usernameOf(person), password: PASSWORD });
    return client;
  };
  const pass = (minutes: number): void => {
    now = new Date(now.getTime() + minutes * 60_000);
  };

  it('an unused session ends after 15 minutes; use keeps it', async () => {
    const clerk = await signIn('clerk');
    pass(14);
    expect(await clerk.me()).toMatchObject({ username: 'clerk' });
    pass(14);
    expect(await clerk.me()).toMatchObject({ username: 'clerk' });
    pass(15);
    expect(await refusal(clerk.me())).toMatchObject({ status: 401, code: 'unauthenticated' });
    pass(-10);
    expect(await signIn('clerk')).toBeDefined();
    pass(10);
  });

  it('five failures lock a name for half an hour, whether anybody has it or not', async () => {
    const answers = async (username: string, address: string) => {
      const given = [];
      for (let attempt = 0; attempt < 6; attempt += 1) {
        const { status, code, message } = await refusal(stranger(address).signIn({ username, password: 'wrong-Password-1' }));
        given.push([status, code, message]);
      }
      return given;
    };
    const somebody = await answers('boss', '192.0.2.10');
    expect(somebody.map(([status]) => status)).toEqual([401, 401, 401, 401, 401, 429]);
    expect(await answers('nobody.known', '192.0.2.11')).toEqual(somebody);
    // The right password does not open a locked name either.
    expect(await refusal(stranger('192.0.2.12').signIn({ username: 'boss', password: PASSWORD }))).toMatchObject({
      status: 429,
      code: 'locked',
    });
    pass(31);
    expect(await signIn('boss')).toBeDefined();
  });

  it('one address that fails over many names is slowed down, and others are not', async () => {
    const codes: string[] = [];
    for (let attempt = 0; attempt < 32; attempt += 1) {
      codes.push((await refusal(stranger('192.0.2.66').signIn({ username: `guess${attempt}`, password: 'wrong-Password-1' }))).code);
    }
    expect(codes.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 'unauthenticated'));
    expect(codes.slice(30)).toEqual(['too_many', 'too_many']);
    expect(await refusal(stranger('192.0.2.66').signIn({ username: 'clerk', password: PASSWORD }))).toMatchObject({
      status: 429,
      code: 'too_many',
    });
    expect(await signIn('clerk', '192.0.2.67')).toBeDefined();
    pass(2);
    expect(await signIn('clerk', '192.0.2.66')).toBeDefined();
  });

  it('a person who is made inactive is out with the next request', async () => {
    const leaver = await signIn('leaver');
    expect((await leaver.list('account')).records.length).toBeGreaterThan(0);
    const officer = await signIn('systemOfficer');
    const user = await find(officer, 'user', `username == "leaver"`);
    await officer.update('user', user.id, { version: user.version, active: false });
    expect(await refusal(leaver.list('account'))).toMatchObject({ status: 401, code: 'unauthenticated' });
    expect(await refusal(stranger().signIn({ username: 'leaver', password: PASSWORD }))).toMatchObject({ status: 401 });
  });

  it('a role taken from a person, or a right from a role, is gone with the next request', async () => {
    const newcomer = await signIn('newcomer');
    const boss = await signIn('boss');
    expect((await newcomer.list('account')).records.length).toBeGreaterThan(0);
    const officer = await signIn('securityOfficer');
    const user = await find(officer, 'user', `username == "newcomer"`);
    const { memberships } = (await officer.read('user', user.id)) as unknown as { memberships: { id: string; company: string }[] };
    const [membership] = memberships;
    await officer.update('user', user.id, {
      version: user.version,
      memberships: [{ id: membership?.id, company: membership?.company, roles: ['cashier'] }],
    });
    expect((await newcomer.me()).roles).toEqual(['cashier']);
    expect([403, 404]).toContain((await refusal(newcomer.list('voucher'))).status);

    expect((await boss.list('voucher')).records).toEqual([]);
    const role = await find(officer, 'role', `name == "general-manager"`);
    const { grants } = (await officer.read('role', role.id)) as unknown as { grants: Record<string, unknown> };
    const { voucher: _, ...rest } = grants;
    await officer.update('role', role.id, { version: role.version, grants: rest });
    expect([403, 404]).toContain((await refusal(boss.list('voucher'))).status);
  });

  it('officers do not give themselves rights, and no business role gives any', async () => {
    const officer = await signIn('securityOfficer');
    const self = await find(officer, 'user', `username == "security.officer"`);
    const { memberships } = (await officer.read('user', self.id)) as unknown as { memberships: { id: string; company: string }[] };
    const [membership] = memberships;
    const refused = await refusal(
      officer.update('user', self.id, {
        version: self.version,
        memberships: [{ id: membership?.id, company: membership?.company, roles: ['security-administrator', 'general-manager'] }],
      }),
    );
    expect([refused.status, refused.code]).toEqual([403, 'forbidden']);
    const role = await find(officer, 'role', `name == "security-administrator"`);
    expect(
      (await refusal(officer.update('role', role.id, { version: role.version, grants: { customer: { can: ['read'] } } }))).status,
    ).toBeGreaterThanOrEqual(400);
    const manager = await signIn('salesManager');
    expect([403, 404]).toContain((await refusal(manager.update('user', self.id, { version: self.version, active: false }))).status);
    expect([403, 404]).toContain(
      (await refusal(manager.create('role', { name: 'own', labelZh: '自', labelEn: 'own', grants: {} }))).status,
    );
  });

  it('a password that is 90 days old must be changed before anything else', async () => {
    pass(91 * 24 * 60);
    const clerk = await signIn('clerk');
    expect(await clerk.me()).toMatchObject({ mustChangePassword: true });
    expect(await refusal(clerk.list('customer'))).toMatchObject({ status: 403, code: 'forbidden' });
    await clerk.changePassword(PASSWORD, 'Willow-Harbour-2290');
    expect((await clerk.list('customer')).records).toEqual([]);
  });

  async function find(client: Client, object: string, filter: string): Promise<{ readonly id: string; readonly version: number }> {
    const [record] = (await client.list(object, { fields: ['id', 'version'], filter })).records;
    return { id: record?.id ?? '', version: Number(record?.['version']) };
  }
});
