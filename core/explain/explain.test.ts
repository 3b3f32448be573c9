import { beforeAll, describe, expect, it } from 'vitest';
import type { AccessExplained } from '#common/api';
import { amount, text } from '#common/fields';
import { defineObject } from '#common/objects';
import type { FieldLevel, Grant, RowScope, Verb } from '#core/access';
import { contextOf, type Context } from '#core/context';
import { Role } from '#core/identity';
import { testCore, type TestCore } from '#core/testing';
import { withStores } from '#db/testing';
import { createExplain, type Explain } from './index.ts';

const Deal = defineObject({
  name: 'deal',
  kind: 'document',
  module: 'test',
  label: { zh: '交易', en: 'Deal' },
  title: 'name',
  fields: {
    code: text('代码', 'Code', { required: true, unique: true }),
    name: text('名称', 'Name', { required: true }),
    phone: text('电话', 'Phone', { mask: 'phone' }),
    cost: amount('成本', 'Cost'),
    margin: amount('毛利', 'Margin', { computedFrom: ['cost'] }),
  },
  children: {
    lines: { label: { zh: '明细', en: 'Lines' }, fields: { item: text('品名', 'Item'), price: amount('单价', 'Price', { computedFrom: ['parent.margin'] }) } },
  },
});

const FIELDS = ['code', 'name', 'phone', 'cost', 'margin', 'lines.item', 'lines.price'];
const LEVELS: readonly FieldLevel[] = ['none', 'masked', 'read', 'write'];
const SCOPES: readonly RowScope[] = ['all', 'own', { when: "name == 'Rare'" }, { when: "code < 'D2'" }];

withStores((open) => {
  let test: TestCore;
  let explain: Explain;
  let officer: Context;
  let boss: Context;
  const ids: string[] = [];

  beforeAll(async () => {
    test = await testCore((await open()).store, [{ name: 'test', objects: [Deal] }]);
    const { core } = test;
    explain = createExplain(core);
    await test.role('boss', { deal: { can: ['read', 'create', 'update'] } });
    boss = await test.person('boss', ['boss']);
    officer = contextOf({ ...(await test.person('officer', [])), company: null });
    await core.work(officer, { name: 'setup', may: { role: ['create'] } }, (work) =>
      work.create(Role, { name: 'security-administrator', labelZh: '安全管理员', labelEn: 'Security administrator', office: 'security', grants: {} }));
    officer = { ...officer, principal: { ...officer.principal, roles: ['security-administrator'] } };
    for (const [code, name] of [['D1', 'Rare'], ['D2', 'Rare'], ['D3', 'Usual']]) {
      const draft = { code, name, phone: '13912345678', cost: '7.00', margin: '3.00', lines: [{ item: 'nut', price: '10.00' }] };
      ids.push((await core.gate.create(boss, 'deal', draft)).id);
    }
  });

  it('says of each field what the gate gives, by whatever grants', async () => {
    const chance = seeded(20261122);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(chance() * from.length)] as T;
    let seen = 0;
    for (let round = 0; round < 40; round += 1) {
      const names = [`a${round}`, `b${round}`];
      for (const role of names) {
        const fields = Object.fromEntries([...FIELDS, '*', 'lines.*'].filter(() => chance() < 0.6).map((field) => [field, pick(LEVELS)]));
        const can = (['read', 'update'] as const).filter(() => chance() < 0.8);
        const rows = pick(SCOPES);
        // A grant has to let read what its own condition reads.
        const readable: Record<string, FieldLevel> = typeof rows === 'string' ? {} : { code: 'read', name: 'read' };
        const grants: Grant[] = can.length === 0 ? [] : [{ can, rows, ...(chance() < 0.2 ? {} : { fields: { ...fields, ...readable } }) }];
        await test.role(role, grants.length === 0 ? {} : { deal: grants });
      }
      const person = await test.person(`p${round}`, names);
      const id = pick(ids);
      const told = await explain.explain(officer, { user: `p${round}`, object: 'deal', record: id });
      expect(sightOf(told), JSON.stringify(told)).toEqual(await seenBy(test, person, id));
      expect(writtenOf(told), JSON.stringify(told)).toEqual(await writtenBy(test, person, id));
      seen += told.obstacle === null ? 1 : 0;
    }
    expect(seen).toBeGreaterThan(10);
  });

  describe('an answer', () => {
    it('names the role, the grant and what it covers', async () => {
      await test.role('clerk', { deal: [{ can: ['read'], rows: 'own' }, { can: ['read', 'action:*' as Verb], rows: { when: "name == 'Rare'" }, fields: { name: 'read', margin: 'read', phone: 'masked' } }] });
      const clerk = await test.person('clerk', ['clerk']);
      const told = await explain.explain(officer, { user: clerk.principal.userId ?? '', object: 'deal', record: 'D1' });
      expect(told).toMatchObject({
        person: { username: 'clerk', active: true }, company: { id: test.company, name: 'Company T1' }, record: { id: ids[0] }, obstacle: null,
        grants: [{ role: 'clerk', nth: 1, rows: 'own', covers: false }, { role: 'clerk', nth: 2, rows: { when: "name == 'Rare'" }, covers: true }],
        verbs: [{ verb: 'read', by: [1] }],
      });
      const field = (name: string) => told.fields.find((one) => one.name === name);
      expect(field('name')).toEqual({ name: 'name', sees: 'read', seesBy: [1], writesBy: [], wouldTell: [] });
      expect(field('phone')).toMatchObject({ sees: 'masked', seesBy: [1] });
      // Granted by name, and closed all the same: it would tell the cost.
      expect(field('margin')).toEqual({ name: 'margin', sees: 'none', seesBy: [], writesBy: [], wouldTell: ['cost'] });
    });

    it('says what stands in the way of all', async () => {
      const obstacle = async (user: string, record?: string, company?: string) =>
        (await explain.explain(officer, { user, object: 'deal', record, company })).obstacle;
      await test.person('newcomer', []);
      await test.role('storeman', {});
      await test.person('storeman', ['storeman']);
      await test.role('writer', { deal: { can: ['update'] } });
      await test.person('writer', ['writer']);
      const other = await test.found('T2');
      expect([
        await obstacle('newcomer'), await obstacle('storeman'), await obstacle('clerk', 'D3'), await obstacle('writer', 'D3'), await obstacle('clerk', 'D1', other),
      ]).toEqual(['no-role', 'not-named', 'not-covered', 'not-readable', 'no-company']);
      const bossElsewhere = { ...boss, company: other };
      const theirs = await test.core.gate.create(bossElsewhere, 'deal', { code: 'X1', name: 'n' });
      expect(await obstacle('boss', theirs.id)).toBe('elsewhere');
      await test.core.store.write((transaction) => transaction.run('UPDATE "user" SET active = ? WHERE username = ?', [false, 'storeman']));
      expect(await obstacle('storeman')).toBe('inactive');
    });

    it('is for the security and the audit administrator alone, and stands in the log, not in the record’s history', async () => {
      for (const nobody of [boss, { ...officer, principal: { ...officer.principal, roles: [] } }]) {
        await expect(explain.explain(nobody, { user: 'clerk', object: 'deal' })).rejects.toMatchObject({ code: 'forbidden' });
        await expect(explain.review(nobody)).rejects.toMatchObject({ code: 'forbidden' });
      }
      for (const wrong of [{ user: 'nobody', object: 'deal' }, { user: 'clerk', object: 'nothing' }, { user: 'clerk', object: 'deal', record: 'Rare' }]) {
        await expect(explain.explain(officer, wrong)).rejects.toMatchObject({ code: 'not_found' });
      }
      await explain.explain(officer, { user: 'clerk', object: 'deal', record: ids[0] ?? '' });
      const rows = await test.core.store.reader.rows("SELECT record, body FROM audit_entry WHERE event = 'access.explain' ORDER BY seq DESC LIMIT 1");
      expect([rows[0]?.[0], String(rows[0]?.[1]).includes('"clerk"')]).toEqual([null, true]);
      expect((await test.core.gate.history(boss, 'deal', ids[0] ?? '')).map(({ event }) => event)).toEqual(['create']);
    });
  });

  it('lists for a review who holds which grant', async () => {
    const rows = [];
    for await (const row of await explain.review(officer)) if (['clerk', 'newcomer', 'storeman'].includes(row.username)) rows.push(row);
    expect(rows.map(({ username, company, role, object, can, rows: scope }) => [username, company, role, object, can.join(' '), scope])).toEqual([
      ['clerk', 'Company T1', 'clerk', 'deal', 'read', 'own'],
      ['clerk', 'Company T1', 'clerk', 'deal', 'read action:*', { when: "name == 'Rare'" }],
      ['storeman', 'Company T1', 'storeman', '', '', undefined],
    ]);
    expect(rows.find(({ username }) => username === 'storeman')?.active).toBe(false);
  });
});

/** What a person sees by the explanation; undefined for a record that is not there for them. */
function sightOf(told: AccessExplained): unknown {
  if (told.obstacle !== null) return undefined;
  return Object.fromEntries(told.fields.filter(({ name }) => FIELDS.includes(name)).map(({ name, sees }) => [name, sees]));
}

async function seenBy({ core }: TestCore, person: Context, id: string): Promise<unknown> {
  const record = await core.gate.read(person, 'deal', id).catch((error: unknown) => {
    expect(error).toMatchObject({ code: expect.stringMatching(/^(not_found|forbidden)$/) as string });
    return undefined;
  });
  if (record === undefined) return undefined;
  const line = (record['lines'] as readonly (Readonly<Record<string, unknown>> & { _masked?: readonly string[] })[] | undefined)?.[0];
  return Object.fromEntries(FIELDS.map((path) => {
    const [row, name] = path.startsWith('lines.') ? [line, path.slice(6)] : [record, path];
    // All of them are filled: null stands where the field is open in other rows and not in this one.
    return [path, row?._masked?.includes(name) ? 'masked' : (row?.[name] ?? null) === null ? 'none' : 'read'];
  }));
}

const VALUES: Readonly<Record<string, unknown>> = { name: 'Usual', phone: '13900000000', cost: '8.00', margin: '4.00' };

function writtenOf(told: AccessExplained): unknown {
  return told.fields.filter(({ name, writesBy }) => name in VALUES && writesBy.length > 0).map(({ name }) => name);
}

/** Which fields a person may write, tried one by one and refused for another reason: a version that never was. */
async function writtenBy({ core }: TestCore, person: Context, id: string): Promise<unknown> {
  const written: string[] = [];
  for (const [name, value] of Object.entries(VALUES)) {
    const code = await core.gate.update(person, 'deal', id, { version: 999, [name]: value }).then(() => 'done', (error: unknown) => (error as { code: string }).code);
    if (code === 'conflict') written.push(name);
    else expect(['field_denied', 'forbidden', 'not_found']).toContain(code);
  }
  return written;
}

/** The same numbers each time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
