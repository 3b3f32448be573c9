import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '#common/api';
import type { Dialect } from '../api/testing/company.ts';
import { refusal } from '../api/testing/refusal.ts';
import { runningHost, type RunningHost } from './testing/running-host.ts';

const label = (zh: string, en: string) => ({ zh, en });
const GRADE = {
  change: 'add-field', object: 'customer', name: 'xGrade',
  field: { type: 'choice', label: label('等级', 'Grade'), values: { a: label('甲', 'A'), b: label('乙', 'B') }, index: true },
} as const;

/* A firm shapes its own objects while everybody works, and takes a change back. */
describe.each<Dialect>(['sqlite', 'postgres'])("a firm's own fields, on %s", (dialect) => {
  let running: RunningHost;
  let officer: Client;
  let manager: Client;
  let grade: string;

  beforeAll(async () => {
    running = await runningHost(dialect);
    officer = await running.signIn('systemOfficer');
    manager = await running.signIn('salesManager');
  });
  afterAll(() => running.close());

  const fieldsOf = async (client: Client): Promise<readonly string[]> => (await client.object('customer')).fields.map((field) => field.name);

  it('are for the system administrator to add', async () => {
    for (const person of ['boss', 'securityOfficer', 'auditor'] as const) {
      expect(await refusal((await running.signIn(person)).customise(GRADE)), person).toMatchObject({ status: 403, code: 'forbidden' });
    }
    expect(await refusal((await running.signIn('boss')).undoCustomisation('01900000-0000-7000-8000-000000000000'))).toMatchObject({ status: 403 });
  });

  it('are there at once: definition, document, entering, lists, filters, history; on another host too, at its first request', async () => {
    const other = await running.another();
    const there = await running.signIn('salesManager', other);
    expect(await fieldsOf(there)).not.toContain('xGrade');
    grade = await officer.customise(GRADE);

    const first = await there.create('customer', { code: 'C1', name: '第一家', xGrade: 'a' });
    expect(first).toMatchObject({ xGrade: 'a' });
    expect(await fieldsOf(manager)).toContain('xGrade');
    const text = await (await manager.send('GET', '/openapi.json')).text();
    expect(JSON.parse(text)).toHaveProperty('components.schemas.CustomerRecord.properties.xGrade.enum', ['a', 'b']);
    await manager.create('customer', { code: 'C2', name: '第二家', xGrade: 'b' });
    const listed = await manager.list('customer', { fields: ['code', 'xGrade'], filter: 'xGrade == "a"', sort: ['xGrade'] });
    expect(listed.records).toMatchObject([{ code: 'C1', xGrade: 'a' }]);
    expect((await manager.history('customer', first.id))[0]?.after).toMatchObject({ xGrade: 'a' });
    const refused = await refusal(manager.create('customer', { code: 'C3', name: '第三家', xGrade: 'c' }));
    expect(refused).toMatchObject({ status: 422, details: { fields: ['xGrade'] } });
  });

  it('are told of to everybody at work, so that open pages show them', async () => {
    const ending = new AbortController();
    const changes = (await manager.events({ signal: ending.signal }))[Symbol.asyncIterator]();
    const id = await officer.customise({ change: 'relabel', object: 'customer', name: 'city', label: label('所在城市', 'Town') });
    expect((await changes.next()).value).toMatchObject({ object: 'customisation', id, event: 'create' });
    ending.abort();
    await officer.undoCustomisation(id);
  });

  it('may be called otherwise in rows too, until that is taken back', async () => {
    const called = async () => (await manager.object('sales-order')).children.find(({ name }) => name === 'lines')?.fields.find(({ name }) => name === 'price')?.label;
    const before = await called();
    const id = await officer.customise({ change: 'relabel', object: 'sales-order', child: 'lines', name: 'price', label: label('成交价', 'Agreed price') });
    expect(await called()).toEqual(label('成交价', 'Agreed price'));
    expect((await officer.outline()).find(({ name }) => name === 'sales-order')?.children[0]?.fields.find(({ name }) => name === 'price')?.label.zh).toBe('成交价');
    await officer.undoCustomisation(id);
    expect(await called()).toEqual(before);
  });

  it('are listed with who added them, and the same key adds once', async () => {
    const change = { change: 'add-field', object: 'sales-order', child: 'lines', name: 'xColour', field: { type: 'text', max: 20, label: label('颜色', 'Colour') } };
    const ids = await Promise.all([1, 2, 3].map(() => officer.customise(change, { idempotencyKey: 'colour-once' })));
    expect(new Set(ids).size).toBe(1);
    const { records } = await officer.list('customisation', { sort: ['createdAt'] });
    expect(records.filter((record) => record['undoneAt'] === null).map((record) => [record.id, record['object']])).toEqual([[grade, 'customer'], [ids[0], 'sales-order']]);
    expect(records[0]?.['change']).toEqual(GRADE);
    expect(records[0]?.['createdBy']).toBe((await officer.me()).id);
  });

  it('that contradict what is there are refused, and change nothing', async () => {
    const field = (more: object) => ({ ...GRADE, name: 'xBad', ...more });
    const text = { type: 'text', label: label('坏', 'Bad'), max: 10 };
    const wrong: readonly (readonly [object, number, string])[] = [
      [GRADE, 409, 'duplicate'],
      [field({ object: 'nothing' }), 422, 'invalid'],
      [field({ child: 'constructor' }), 422, 'invalid'],
      [field({ name: 'grade' }), 422, 'invalid'],
      [field({ name: 'xBad"; DROP TABLE customer' }), 422, 'invalid'],
      [field({ field: { ...text, type: 'rollup' } }), 422, 'invalid'],
      [field({ field: { ...text, system: true } }), 422, 'invalid'],
      [field({ field: { ...text, max: 4000, search: true } }), 422, 'invalid'],
      [field({ field: { type: 'decimal', label: text.label, scale: 2, shown: 3, unit: 'number' } }), 422, 'invalid'],
      [field({ field: { type: 'choice', label: text.label, values: {} } }), 422, 'invalid'],
      [field({ field: { type: 'link', label: text.label, to: 'nothing' } }), 422, 'invalid'],
      [field({ object: 'stock-move', field: text }), 422, 'invalid'],
      [field({ object: 'customisation', field: text }), 422, 'invalid'],
      [{ change: 'relabel', object: 'customer', name: 'constructor', label: text.label }, 422, 'invalid'],
      [{ change: 'relabel', object: 'sales-order', child: 'lines', name: 'number', label: text.label }, 422, 'invalid'],
      [{ change: 'relabel', object: 'sales-order', child: 'nothing', name: 'price', label: text.label }, 422, 'invalid'],
      [{ change: 'drop-everything' }, 422, 'invalid'],
      [{}, 422, 'invalid'],
    ];
    const before = JSON.stringify(await officer.list('customisation'));
    for (const [change, status, code] of wrong) {
      expect(await refusal(officer.customise(change as Record<string, unknown>)), JSON.stringify(change)).toMatchObject({ status, code });
    }
    expect(JSON.stringify(await officer.list('customisation'))).toBe(before);
    expect(await fieldsOf(manager)).not.toContain('xBad');
  });

  it('added by two at the same moment are there once', async () => {
    const other = await running.signIn('systemOfficer', await running.another());
    const change = { ...GRADE, name: 'xTwice' };
    const done = await Promise.allSettled([officer.customise(change), other.customise(change), officer.customise(change)]);
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await fieldsOf(manager)).filter((name) => name === 'xTwice')).toHaveLength(1);
  });

  it('can be taken back, once, when nothing stands on them; what was entered is kept for when they return', async () => {
    const relabelled = await officer.customise({ change: 'relabel', object: 'customer', name: 'xGrade', label: label('星级', 'Stars') });
    expect(await refusal(officer.undoCustomisation(grade))).toMatchObject({ status: 422, code: 'rule' });
    await officer.undoCustomisation(relabelled);
    expect((await manager.object('customer')).fields.find((field) => field.name === 'xGrade')?.label).toEqual(label('等级', 'Grade'));

    const security = await running.signIn('securityOfficer');
    const role = await security.create('role', {
      name: 'grader', labelZh: '评级员', labelEn: 'Grader', grants: { customer: { can: ['read'], rows: { when: 'xGrade == "a"' }, fields: { xGrade: 'read', '*': 'read' } } },
    });
    expect((await refusal(officer.undoCustomisation(grade))).message).toContain('"grader"');
    await security.update('role', role.id, { version: role['version'], grants: { customer: { can: ['read'] } } });

    const other = await running.signIn('salesManager', await running.another());
    await officer.undoCustomisation(grade);
    expect(await refusal(other.list('customer', { fields: ['xGrade'] }))).toMatchObject({ status: 403, code: 'field_denied' });
    expect(await refusal(manager.create('customer', { code: 'C4', name: '第四家', xGrade: 'a' }))).toMatchObject({ code: 'field_denied' });
    expect(await fieldsOf(manager)).not.toContain('xGrade');
    const [record] = (await officer.list('customisation', { filter: `id == "${grade}"` })).records;
    expect(record?.['undoneAt']).toMatch(/^2026-03-02T/);
    expect((await officer.history('customisation', grade)).map((entry) => entry.event)).toEqual(expect.arrayContaining(['create', 'undo']));
    expect(await refusal(officer.undoCustomisation(grade))).toMatchObject({ status: 409, code: 'wrong_state' });
    expect(await refusal(officer.undoCustomisation('01900000-0000-7000-8000-000000000000'))).toMatchObject({ status: 404 });

    const asText = { ...GRADE, field: { type: 'int', label: label('等级', 'Grade') } };
    expect(await refusal(officer.customise(asText))).toMatchObject({ status: 422, code: 'invalid' });
    await officer.customise(GRADE);
    expect((await manager.list('customer', { fields: ['code', 'xGrade'], sort: ['code'] })).records).toMatchObject([{ code: 'C1', xGrade: 'a' }, { code: 'C2', xGrade: 'b' }]);
  });
});
