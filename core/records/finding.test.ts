import { beforeAll, describe, expect, it } from 'vitest';
import { link, text } from '#common/fields';
import { defineObject } from '#common/objects';
import type { Context } from '#core/context';
import { testCore, type TestCore } from '#core/testing';
import type { Reader, Store } from '#db';
import { withStores } from '#db/testing';

const Client = defineObject({
  name: 'client', kind: 'master', label: { zh: '往来', en: 'Client' }, module: 'test', title: 'name',
  fields: {
    code: text('编码', 'Code', { unique: true, search: true, max: 40 }),
    name: text('名称', 'Name', { required: true, search: true }),
    alias: text('简称', 'Alias', { search: true, mask: 'name' }),
  },
});

const Job = defineObject({
  name: 'job', kind: 'document', label: { zh: '工单', en: 'Job' }, module: 'test', title: 'number',
  fields: { client: link('往来', 'Client', 'client'), reference: text('对方单号', 'Reference', { search: true }) },
  children: { steps: { label: { zh: '工序', en: 'Steps' }, fields: { what: text('内容', 'What') } } },
  lifecycle: {
    states: { draft: { zh: '草稿', en: 'Draft' }, done: { zh: '完成', en: 'Done' } }, initial: 'draft', editable: ['draft'],
    actions: { finish: { label: { zh: '完成', en: 'Finish' }, from: ['draft'], to: 'done' } },
  },
  numbering: { prefix: 'JB', on: 'finish', per: 'ever', digits: 4 },
});

const NAMES = ['重庆火锅', 'Chicago Steel', '北风贸易', '安徽建材', '贝壳电子', '上海单达', 'apple', '单达机械', '北京曾氏'];

/** What the store is taken for: tables of more rows than a test could fill in are read in another way. */
const pretended = { large: false, among: 0 };

/** The same store, that says of each table that it is large where that is pretended, and counts questions about rows that are named. */
function large(store: Store): Store {
  const told = (reader: Reader): Reader => ({
    dialect: reader.dialect,
    rows: async (statement, params) => {
      if (pretended.large && /^SELECT (max\(rowid\)|reltuples)/.test(statement)) return [[1_000_000]];
      if (/ w(\(value\))? CROSS JOIN .*(count|sum)|(count|sum).* w(\(value\))? CROSS JOIN /.test(statement)) pretended.among += 1;
      return await reader.rows(statement, params);
    },
  });
  return {
    dialect: store.dialect, reader: told(store.reader), longReader: told(store.longReader),
    write: (work) => store.write(work), attempt: (work) => store.attempt(work), shape: (definitions) => store.shape(definitions), close: () => store.close(),
  };
}

withStores((open) => {
  let test: TestCore;
  let boss: Context;
  let clerk: Context;
  let masked: Context;
  let blind: Context;
  const ids = new Map<string, string>();

  beforeAll(async () => {
    test = await testCore(large((await open()).store), [{ name: 'test', objects: [Client, Job] }]);
    const all = ['read', 'create', 'update', 'delete', 'export', 'action:*'] as const;
    await test.role('boss', { client: { can: all }, job: { can: all } });
    await test.role('clerk', { client: { can: ['read', 'create'], rows: 'own' } });
    await test.role('masked', { client: { can: ['read'], fields: { '*': 'read', alias: 'masked' } } });
    await test.role('blind', { client: { can: ['read'], fields: { code: 'read', alias: 'none', name: 'none' } } });
    boss = await test.person('boss', ['boss']);
    clerk = await test.person('clerk', ['clerk']);
    masked = await test.person('masked', ['masked']);
    blind = await test.person('blind', ['blind']);
    for (const [n, name] of NAMES.entries()) {
      const { id } = await test.core.gate.create(boss, 'client', { code: `C-${n + 1}`, name, alias: n === 0 ? '巴渝' : null });
      ids.set(name, id);
    }
    await test.core.gate.create(clerk, 'client', { code: 'K-1', name: '北方书店' });
    for (const reference of ['PO-77', 'JB-0002/X']) {
      const job = await test.core.gate.create(boss, 'job', { client: ids.get('北风贸易'), reference });
      await test.core.gate.act(boss, 'job', job.id, 'finish', {});
    }
  });

  it.each([false, true])('what is searched for is counted and added up as the list finds it (in a large table: %s)', async (isLarge) => {
    Object.assign(pretended, { large: isLarge, among: 0 });
    for (const reader of [boss, clerk, masked, blind]) {
      for (const search of ['bfmy', '北', 'C-1', 'bayu', '巴', 'dan', 'nothing of the kind']) {
        const { records, total } = await test.core.gate.list(reader, 'client', { fields: ['code'], search, count: true });
        expect(total, search).toBe(records.length);
        expect((await test.core.gate.query(reader, { object: 'client', select: ['count() as n'], search, filter: 'archived == false' })).rows, search).toEqual([{ n: records.length }]);
        const { rows } = await test.core.gate.query(reader, { object: 'client', select: ['code'], group: ['code'], order: ['code'], search });
        expect(rows.map(({ code }) => code), search).toEqual(records.map((record) => record['code']).sort());
      }
    }
    expect(pretended.among > 0).toBe(isLarge);
    pretended.large = false;
  });

  it('rows of documents are not searched', async () => {
    await expect(test.core.gate.query(boss, { object: 'job.steps', select: ['count() as n'], search: 'x' })).rejects.toMatchObject({ code: 'malformed' });
  });

  const names = async (context: Context, request: object): Promise<unknown[]> =>
    (await test.core.gate.list(context, 'client', { fields: ['name'], ...request })).records.map((record) => record['name']);
  const found = async (context: Context, letters: string, how: object = {}): Promise<string[]> =>
    (await test.core.gate.find(context, { text: letters, ...how })).map((one) => one.title);

  it('sorts names by pinyin, Latin ones among them, whatever language is asked for', async () => {
    const sorted = ['安徽建材', 'apple', '北方书店', '北风贸易', '北京曾氏', '贝壳电子', 'Chicago Steel', '重庆火锅', '单达机械', '上海单达'];
    expect(await names(boss, { sort: ['name'] })).toEqual(sorted);
    expect(await names({ ...boss, lang: 'en' }, { sort: ['-name'] })).toEqual(sorted.toReversed());
  });

  it('turns pages in that order, by cursor and by place', async () => {
    const { gate } = test.core;
    const all = await names(boss, { sort: ['name'] });
    const turned: unknown[] = [];
    for (let cursor: string | undefined, page = 0; page < 9; page += 1) {
      const answer = await gate.list(boss, 'client', { fields: ['name'], sort: ['name'], limit: 3, ...(cursor ? { cursor } : {}) });
      turned.push(...answer.records.map((record) => record['name']));
      cursor = answer.next;
      if (cursor === undefined) break;
    }
    expect(turned).toEqual(all);
    for (const offset of [0, 1, 4, 9, 10, 5_000_000]) expect(await names(boss, { sort: ['name'], limit: 3, offset })).toEqual(all.slice(offset, offset + 3));
    const last = await gate.list(boss, 'client', { sort: ['name'], limit: 3, offset: 7, count: true });
    expect([last.total, last.next]).toEqual([10, undefined]);
    const middle = await gate.list(boss, 'client', { fields: ['name'], sort: ['name'], limit: 2, offset: 2 });
    expect(await names(boss, { sort: ['name'], limit: 2, cursor: middle.next })).toEqual(all.slice(4, 6));
    await expect(gate.list(boss, 'client', { offset: 1, cursor: middle.next ?? '' })).rejects.toMatchObject({ code: 'malformed' });
    for (const offset of [-1, 1.5, 10_000_001]) await expect(gate.list(boss, 'client', { offset })).rejects.toMatchObject({ code: 'malformed' });
    await expect(gate.list(blind, 'client', { fields: ['name'], offset: 5_000_000 })).rejects.toMatchObject({ code: 'field_denied' });
  });

  it('sorts by names behind links alike', async () => {
    const jobs = await test.core.gate.list(boss, 'job', { fields: ['client.name', 'reference'], sort: ['client.name', 'reference'] });
    expect(jobs.records.map((record) => record['reference'])).toEqual(['JB-0002/X', 'PO-77']);
  });

  it.each([['bfmy', ['北风贸易']], ['beifeng', ['北风贸易']], ['ＢＥＩ Feng', ['北风贸易']], ['cqhg', ['重庆火锅']], ['shanda', ['单达机械']], ['danda', ['单达机械', '上海单达']], ['bjzeng', []], ['CHICAGO st', ['Chicago Steel']]])(
    'finds names by their pinyin: %s', async (search, expected) => expect(await names(boss, { search, sort: ['name'] })).toEqual(expected),
  );

  it('keeps up with changes', async () => {
    const { gate } = test.core;
    const { id } = await gate.create(boss, 'client', { name: '南山' });
    const change = async (name: string): Promise<void> => {
      const { version } = (await gate.read(boss, 'client', id)) as unknown as { version: number };
      await gate.update(boss, 'client', id, { version, name });
    };
    await change('西山');
    expect([await names(boss, { search: 'nanshan' }), await names(boss, { search: 'xishan' })]).toEqual([[], ['西山']]);
    await gate.remove(boss, 'client', id);
  });

  it('says nowhere that there is more than the text', async () => {
    const { gate } = test.core;
    const id = ids.get('北风贸易') ?? '';
    const everything = JSON.stringify([
      await gate.objects(boss), await gate.read(boss, 'client', id), await gate.history(boss, 'client', id), (await gate.list(boss, 'client', {})).records,
      await test.core.audit.ofRecord(test.core.store.reader, 'client', id),
    ]);
    expect(everything).toContain('北风贸易');
    expect(everything).not.toMatch(/bfmy|bei3|__pinyin|__order/);
    await expect(gate.list(boss, 'client', { fields: ['namePinyin'] })).rejects.toMatchObject({ code: 'field_denied' });
    for (const field of ['name__pinyin', 'name__order']) await expect(gate.list(boss, 'client', { sort: [field] })).rejects.toMatchObject({ code: 'malformed' });
  });

  describe('who may not read a text', () => {
    it('finds nothing by it, nor by its pinyin, and cannot sort by it', async () => {
      const { gate } = test.core;
      for (const search of ['巴渝', 'bayu', 'by']) {
        expect(await names(boss, { search })).toEqual(['重庆火锅']);
        for (const context of [masked, blind]) {
          expect((await gate.list(context, 'client', { fields: ['id'], search, count: true })).total).toBe(0);
          expect(await gate.find(context, { text: search })).toEqual([]);
        }
      }
      await expect(gate.list(masked, 'client', { sort: ['alias'] })).rejects.toMatchObject({ code: 'field_denied' });
      expect(await gate.find(blind, { text: 'bfmy' })).toEqual([]);
      expect(await gate.find(blind, { text: 'c-3' })).toEqual([{ object: 'client', id: ids.get('北风贸易'), title: 'C-3', code: 'C-3', state: null }]);
    });

    it('finds no rows of others', async () => {
      expect(await names(clerk, { search: 'bei' })).toEqual(['北方书店']);
      expect(await found(clerk, 'bei')).toEqual(['北方书店']);
      expect(await found(clerk, 'C-3')).toEqual([]);
      await expect(test.core.gate.find(clerk, { text: 'JB', object: 'job' })).rejects.toMatchObject({ code: 'forbidden' });
    });
  });

  describe('a few letters', () => {
    it('of a whole code or number find just that', async () => {
      expect(await found(boss, 'c-1')).toEqual(['重庆火锅']);
      expect(await test.core.gate.find(boss, { text: 'jb-0002' })).toEqual([
        { object: 'job', id: expect.any(String), title: 'JB-0002', code: 'JB-0002', state: 'done' },
      ]);
    });

    it('find beginnings before what stands further on, codes before names', async () => {
      expect(await found(boss, 'c')).toEqual(['重庆火锅', 'Chicago Steel', '北风贸易', '安徽建材', '贝壳电子', '上海单达', 'apple', '单达机械']);
      expect(await found(boss, '单达')).toEqual(['单达机械', '上海单达']);
      expect(await found(boss, 'beif')).toEqual(['北风贸易', '北方书店']); // bfmy, bfsd
      expect(await found(boss, 'bf')).toEqual(['北风贸易', '北方书店']);
      expect(await found(boss, 'fmy')).toEqual(['北风贸易']);
      expect(await found(boss, 'PO-7')).toEqual(['JB-0001']);
    });

    it('take from each object in turn, and no more than asked for', async () => {
      expect(await found(boss, 'jb-', { limit: 50 })).toEqual(['JB-0002', 'JB-0001']);
      expect(await found(boss, 'bei', { limit: 2 })).toHaveLength(2);
      expect(await found(boss, 'bei', { object: 'job' })).toEqual([]);
      expect(await found(boss, '  ')).toEqual([]);
      for (const wrong of [{ text: 'a', limit: 0 }, { text: 'a', limit: 51 }, { text: 'a'.repeat(201) }, { text: 'a\0' }]) {
        await expect(test.core.gate.find(boss, wrong)).rejects.toMatchObject({ code: 'malformed' });
      }
      await expect(test.core.gate.find(boss, { text: 'a', object: 'nothing' })).rejects.toMatchObject({ code: 'not_found' });
    });
  });
});
