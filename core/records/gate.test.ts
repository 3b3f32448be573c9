import { beforeAll, expect, it } from 'vitest';
import { amount, date, link, quantity, text } from '#common/fields';
import { defineObject } from '#common/objects';
import { beforeSave, onAction } from '#core/module';
import type { Context } from '#core/context';
import { testCore, type TestCore } from '#core/testing';
import { round, decimal } from '#common/decimal';
import { withStores } from '#db/testing';
import { rebuilt } from './history.ts';
import type { Program } from './work.ts';

const Client = defineObject({
  name: 'client', kind: 'master', label: { zh: '往来', en: 'Client' }, module: 'test', title: 'name',
  fields: {
    name: text('名称', 'Name', { required: true, search: true }),
    phone: text('电话', 'Phone', { mask: 'phone' }),
    limit: amount('额度', 'Limit'),
  },
});

const Job = defineObject({
  name: 'job', kind: 'document', label: { zh: '工单', en: 'Job' }, module: 'test', title: 'number',
  fields: {
    client: link('往来', 'Client', 'client', { required: true }),
    date: date('日期', 'Date', { required: true }),
    total: amount('合计', 'Total', { system: true }),
    cost: amount('成本', 'Cost'),
    margin: amount('毛利', 'Margin', { system: true, computedFrom: ['total', 'cost'] }),
  },
  children: {
    lines: {
      label: { zh: '明细', en: 'Lines' },
      fields: { item: text('项目', 'Item', { required: true }), quantity: quantity('数量', 'Quantity', { required: true }), price: amount('单价', 'Price') },
    },
  },
  lifecycle: {
    states: { draft: { zh: '草稿', en: 'Draft' }, done: { zh: '完成', en: 'Done' } },
    initial: 'draft',
    editable: ['draft'],
    actions: { finish: { label: { zh: '完成', en: 'Finish' }, from: ['draft'], to: 'done', input: { fields: { note: text('备注', 'Note'), payer: link('付款人', 'Payer', 'client') } } } },
  },
  numbering: { prefix: 'JB', on: 'finish' },
  checks: [{ expression: 'cost == null || cost >= 0', message: { zh: '成本不得为负', en: 'cost must not be negative' }, field: 'cost' }],
});

const PROGRAM: Program = { name: 'test', may: { job: ['read', 'update'] } };

const module = {
  name: 'test',
  objects: [Client, Job],
  hooks: [
    beforeSave(Job, PROGRAM, async (_work, next) => {
      const total = next.lines.reduce((sum, line) => sum.plus(decimal(line.quantity).times(decimal(line.price))), decimal(0));
      return { total: round(total, 2), margin: round(total.minus(decimal(next.cost)), 2) };
    }),
  ],
  actions: [onAction(Job, 'finish', PROGRAM, async (_work, record) => (record.lines.length === 0 ? Promise.reject(new RangeError('no lines')) : {}))],
};

withStores((open) => {
  let test: TestCore;
  let boss: Context;
  let clerk: Context;

  beforeAll(async () => {
    test = await testCore((await open()).store, [module]);
    const all = ['read', 'create', 'update', 'delete', 'export', 'action:*'] as const;
    await test.role('boss', { client: { can: all }, job: { can: all } });
    await test.role('clerk', {
      client: { can: ['read', 'create', 'update'], rows: 'own', fields: { name: 'write', phone: 'masked', ownerId: 'write' } },
      job: { can: ['read', 'create', 'update', 'action:finish'], rows: 'own', fields: { '*': 'write', cost: 'none' } },
    });
    await test.role('outsider', {});
    boss = await test.person('boss', ['boss']);
    clerk = await test.person('clerk', ['clerk']);
  });

  it('creates, numbers and reads back what its writer may see', async () => {
    const { gate } = test.core;
    const client = await gate.create(boss, 'client', { name: '磐石贸易', phone: '13912345678', limit: '5000' });
    expect(client).toMatchObject({ name: '磐石贸易', limit: '5000.00', version: 1 });
    const job = await gate.create(boss, 'job', {
      client: client.id, date: '2026-11-22', cost: '30', lines: [{ item: 'a', quantity: '2.5', price: '10.01' }, { item: 'b', quantity: '1', price: '1' }],
    });
    // 2.5 × 10.01 = 25.025, + 1 = 26.025 → 26.03; 26.025 − 30 = −3.975 → −3.98
    expect(job).toMatchObject({ total: '26.03', margin: '-3.98', number: null, state: 'draft' });
    const finished = await gate.act(boss, 'job', job.id, 'finish', { note: 'ok' });
    expect(finished).toMatchObject({ number: 'JB-2026-000001', state: 'done', version: 2 });
    await expect(gate.act(boss, 'job', job.id, 'finish', {})).rejects.toMatchObject({ code: 'wrong_state' });
    await expect(gate.update(boss, 'job', job.id, { version: 2, cost: '1' })).rejects.toMatchObject({ code: 'wrong_state' });
    await expect(gate.remove(boss, 'job', job.id)).rejects.toMatchObject({ code: 'wrong_state' });
  });

  it('hides rows, cells and masked values from who may not see them', async () => {
    const { gate } = test.core;
    await gate.create(boss, 'client', { name: 'theirs', phone: '13800000001', limit: '1' });
    const mine = await gate.create(clerk, 'client', { name: 'mine' });
    await gate.update(boss, 'client', mine.id, { version: 1, phone: '13800007777', limit: '9' });
    const seen = await gate.list(clerk, 'client', { count: true });
    expect(seen.total).toBe(1);
    expect(seen.records).toEqual([expect.objectContaining({ id: mine.id, name: 'mine', phone: '****7777', _masked: ['phone'] })]);
    expect(seen.records[0]).not.toHaveProperty('limit');
    for (const request of [{ fields: ['limit'] }, { filter: 'limit > 5' }, { sort: ['limit'] }, { filter: 'phone == "13800007777"' }, { sort: ['-phone'] }]) {
      await expect(gate.list(clerk, 'client', request)).rejects.toMatchObject({ code: 'field_denied', status: 403 });
    }
    await expect(gate.list(clerk, 'client', { fields: ['nonsense'] })).rejects.toMatchObject({ code: 'field_denied' });
    await expect(gate.query(clerk, { object: 'client', select: ['sum(limit)'] })).rejects.toMatchObject({ code: 'field_denied' });
    const others = await gate.list(boss, 'client', { filter: 'name == "theirs"' });
    await expect(gate.read(clerk, 'client', others.records[0]?.id ?? '')).rejects.toMatchObject({ code: 'not_found' });
    await expect(gate.list(await test.person('x', ['outsider']), 'client', {})).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('unmasks for a reason that goes into the log, and only where it is granted', async () => {
    const { gate, store, audit } = test.core;
    const client = await gate.create(boss, 'client', { name: 'secret', phone: '13800001234', limit: '7' });
    await test.role('desk', { client: { can: ['read', 'unmask'], fields: { name: 'read', phone: 'masked' } } });
    const desk = await test.person('desk', ['desk']);
    expect(await gate.read(desk, 'client', client.id)).toMatchObject({ phone: '****1234' });
    expect(await gate.unmask(desk, 'client', client.id, ['phone'], '客户来电核对')).toEqual({ phone: '13800001234' });
    const [last] = (await audit.ofRecord(store.reader, 'client', client.id)).slice(-1);
    expect(JSON.parse(last?.body ?? '{}')).toMatchObject({ event: 'records.unmask', name: 'desk', reason: '客户来电核对', after: { fields: ['phone'] } });
    // Looking is in the log, and changes nothing in the record's past.
    expect((await gate.history(boss, 'client', client.id)).map((entry) => entry.event)).toEqual(['create']);
    const past = rebuilt(await audit.ofRecord(store.reader, 'client', client.id), '9999-12-31T00:00:00.000Z', test.core.registry(), 'client');
    expect(past).toMatchObject({ name: 'secret', phone: '13800001234' });
    expect(past).not.toHaveProperty('fields');
    await expect(gate.unmask(desk, 'client', client.id, ['phone'], ' ')).rejects.toMatchObject({ code: 'invalid' });
    await expect(gate.unmask(desk, 'client', client.id, ['limit'], 'x')).rejects.toMatchObject({ code: 'field_denied' });
    await expect(gate.unmask(boss, 'client', client.id, ['phone'], 'x')).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('denies what is computed from a hidden field, in lists, records, history and links', async () => {
    const { gate } = test.core;
    const client = await gate.create(clerk, 'client', { name: 'c' });
    const job = await gate.create(clerk, 'job', { client: client.id, date: '2026-01-01', lines: [{ item: 'a', quantity: '1', price: '10' }] });
    expect(job).not.toHaveProperty('margin');
    expect(job).not.toHaveProperty('cost');
    expect(job).toMatchObject({ total: '10.00', lines: [{ item: 'a', quantity: '1', price: '10.00' }] });
    await expect(gate.query(clerk, { object: 'job', select: ['sum(margin)'] })).rejects.toMatchObject({ code: 'field_denied' });
    await expect(gate.list(clerk, 'job', { fields: ['client.limit'] })).rejects.toMatchObject({ code: 'field_denied' });
    await gate.update(boss, 'job', job.id, { version: 1, cost: '4' });
    const past = await gate.history(clerk, 'job', job.id);
    expect(past.map((entry) => entry.event)).toEqual(['create']);
    expect((await gate.history(boss, 'job', job.id)).map((entry) => entry.event)).toEqual(['create', 'update']);
    expect(JSON.stringify(past)).not.toMatch(/cost|margin/);
  });

  it('takes only records that its caller can see as input of an action, and says the same of hidden and missing ones', async () => {
    const { gate } = test.core;
    const theirs = await gate.create(boss, 'client', { name: 'not for the clerk' });
    const own = await gate.create(clerk, 'client', { name: 'own' });
    const job = await gate.create(clerk, 'job', { client: own.id, date: '2026-02-02', lines: [{ item: 'a', quantity: '1', price: '1' }] });
    const refusal = async (payer: string): Promise<unknown> =>
      gate.act(clerk, 'job', job.id, 'finish', { payer }).catch((error: { code: string; text: unknown; details: unknown }) => [error.code, error.text, error.details]);
    const hidden = await refusal(theirs.id);
    expect(hidden).toEqual(await refusal('00000000-0000-7000-8000-000000000000'));
    expect(hidden).toMatchObject(['invalid', {}, { fields: ['payer'] }]);
    expect(await gate.act(clerk, 'job', job.id, 'finish', { payer: own.id })).toMatchObject({ state: 'done' });
  });

  it('refuses a write that names a field the writer may not write, whole', async () => {
    const { gate } = test.core;
    const client = await gate.create(clerk, 'client', { name: 'keep' });
    await expect(gate.update(clerk, 'client', client.id, { version: 1, name: 'changed', limit: '1' })).rejects.toMatchObject({
      code: 'field_denied', details: { fields: ['limit'] },
    });
    await expect(gate.create(clerk, 'job', { client: client.id, date: '2026-01-01', total: '5' })).rejects.toMatchObject({ code: 'field_denied' });
    await expect(gate.create(boss, 'job', { client: client.id, date: '2026-01-01', state: 'done', number: 'X' })).rejects.toMatchObject({
      details: { fields: ['state', 'number'] },
    });
    expect(await gate.read(clerk, 'client', client.id)).toMatchObject({ name: 'keep', version: 1 });
  });

  it('refuses to move a record out of the own reach, and a stale version', async () => {
    const { gate } = test.core;
    const client = await gate.create(clerk, 'client', { name: 'stay' });
    await expect(gate.update(clerk, 'client', client.id, { version: 1, ownerId: boss.principal.userId })).rejects.toMatchObject({ status: 422 });
    await expect(gate.update(clerk, 'client', client.id, { version: 7, name: 'n' })).rejects.toMatchObject({ code: 'conflict' });
    expect((await gate.update(clerk, 'client', client.id, { version: 1, name: 'n' })).version).toBe(2);
  });

  it('pages through a list in either direction without losing or doubling a row, NULLs included', async () => {
    const { gate } = test.core;
    for (let n = 0; n < 23; n += 1) await gate.create(boss, 'client', { name: `page ${n % 5}`, ...(n % 3 ? { limit: String(n) } : {}) });
    for (const sort of [['limit'], ['-limit'], ['name', '-limit'], ['-id'], []]) {
      const filter = 'name.startsWith("page ")';
      const whole = (await gate.list(boss, 'client', { filter, sort, limit: 500 })).records.map((record) => record.id);
      const paged: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await gate.list(boss, 'client', { filter, sort, limit: 4, ...(cursor ? { cursor } : {}) });
        paged.push(...page.records.map((record) => record.id));
        cursor = page.next;
      } while (cursor);
      expect(paged).toEqual(whole);
      expect(new Set(paged).size).toBe(23);
    }
  });

  it('groups and sums exactly, over what the reader may see', async () => {
    const { gate } = test.core;
    const client = await gate.create(clerk, 'client', { name: 'group' });
    for (const price of ['0.10', '0.20', '0.30']) {
      await gate.create(clerk, 'job', { client: client.id, date: '2025-03-04', lines: [{ item: 'g', quantity: '1', price }] });
    }
    await gate.create(boss, 'job', { client: client.id, date: '2025-03-09', cost: '1', lines: [{ item: 'g', quantity: '1', price: '5' }] });
    const request = { object: 'job', select: ['month(date)', 'sum(total) as revenue', 'count()', 'avg(total)'], filter: 'date < "2026-01-01"', group: ['month(date)'] };
    expect((await gate.query(clerk, request)).rows).toEqual([{ 'month(date)': '2025-03', revenue: '0.60', 'count()': 3, 'avg(total)': '0.200000' }]);
    expect((await gate.query(boss, request)).rows).toEqual([{ 'month(date)': '2025-03', revenue: '5.60', 'count()': 4, 'avg(total)': '1.400000' }]);
    const lines = await gate.query(clerk, { object: 'job.lines', select: ['item', 'sum(price)', 'sum(quantity)'], group: ['item'], filter: 'parent.date < "2026-01-01"' });
    expect(lines.rows).toEqual([{ item: 'g', 'sum(price)': '0.60', 'sum(quantity)': '3' }]);
  });

  it('numbers without gaps, whatever is refused or thrown in between', async () => {
    const { gate } = test.core;
    const client = await gate.create(boss, 'client', { name: 'numbers' });
    const draft = (lines: unknown[]): Promise<{ id: string }> => gate.create(boss, 'job', { client: client.id, date: '2031-05-05', lines });
    const jobs = await Promise.all(Array.from({ length: 12 }, (_, n) => draft(n % 3 === 0 ? [] : [{ item: 'x', quantity: '1', price: '1' }])));
    const done = await Promise.allSettled(jobs.map((job) => gate.act(boss, 'job', job.id, 'finish', {})));
    const numbers = done.flatMap((one) => (one.status === 'fulfilled' ? [String(one.value['number'])] : [])).toSorted();
    expect(numbers).toEqual(['JB-2031-000001', 'JB-2031-000002', 'JB-2031-000003', 'JB-2031-000004', 'JB-2031-000005', 'JB-2031-000006', 'JB-2031-000007', 'JB-2031-000008']);
  });

  it('takes a new field while at work, and it obeys the same rights', async () => {
    const { core } = test;
    await test.role('designer', { customisation: { can: ['read', 'create'] } });
    const designer = await test.person('designer', ['designer']);
    const change = { change: 'add-field', object: 'client', name: 'xColour', field: { type: 'text', max: 20, label: { zh: '颜色', en: 'Colour' } } };
    await expect(core.customise.add(clerk, change)).rejects.toMatchObject({ code: 'forbidden' });
    await core.customise.add(designer, change);
    await expect(core.customise.add(designer, change)).rejects.toMatchObject({ code: 'duplicate' });
    const client = await core.gate.create(boss, 'client', { name: 'coloured', xColour: 'blue' });
    expect(client).toMatchObject({ xColour: 'blue' });
    await expect(core.gate.list(clerk, 'client', { fields: ['xColour'] })).rejects.toMatchObject({ code: 'field_denied' });
  });

  it('says what somebody may do with one record, on the grants that cover its row', async () => {
    const { gate } = test.core;
    await test.role('reader', { client: { can: ['read'] }, job: [{ can: ['read', 'create', 'action:finish'] }, { can: ['update'], rows: 'own' }] });
    const reader = await test.person('reader', ['reader']);
    const theirs = await gate.create(boss, 'client', { name: 'may, theirs' });
    const mine = await gate.create(clerk, 'client', { name: 'may, mine' });
    const job = await gate.create(boss, 'job', { client: theirs.id, date: '2026-11-22', lines: [] });
    const own = await gate.create(reader, 'job', { client: theirs.id, date: '2026-11-22', lines: [] });
    const asked = [
      [clerk, 'client', mine.id, 'update', true],
      [clerk, 'client', theirs.id, 'update', false],
      [clerk, 'client', mine.id, 'delete', false],
      [reader, 'client', theirs.id, 'read', true],
      [reader, 'client', theirs.id, 'update', false],
      [reader, 'job', job.id, 'action:finish', true],
      [reader, 'job', job.id, 'update', false],
      [reader, 'job', own.id, 'update', true],
      [boss, 'customisation', job.id, 'create', false],
      [boss, 'nothing', job.id, 'read', false],
      [boss, 'client', 'no such id', 'read', false],
    ] as const;
    for (const [who, object, id, verb, expected] of asked) {
      expect(await gate.may(who, object, id, verb), `${who.principal.name} ${verb} ${object} ${id}`).toBe(expected);
    }
  });
});
