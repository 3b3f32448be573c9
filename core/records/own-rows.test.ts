import { expect, it, vi } from 'vitest';
import { text } from '#common/fields';
import { defineObject } from '#common/objects';
import { testCore } from '#core/testing';
import { withStores } from '#db/testing';

const Visit = defineObject({
  name: 'visit',
  kind: 'master',
  module: 'test',
  label: { zh: '拜访', en: 'Visit' },
  title: 'name',
  fields: { name: text('名称', 'Name', { required: true, search: true }), place: text('地点', 'Place') },
});

withStores((open, dialect) => {
  it('of a clerk come as they were made, page by page, out of an index and never sorted anew', async () => {
    const test = await testCore((await open()).store, [{ name: 'test', objects: [Visit] }]);
    const { gate, store } = test.core;
    await test.role('clerk', { visit: { can: ['read', 'create'], rows: 'own', fields: { '*': 'write', place: 'masked' } } });
    await test.role('boss', { visit: { can: ['read', 'create'] } });
    const clerk = await test.person('clerk', ['clerk']);
    const boss = await test.person('boss', ['boss']);
    const made: string[] = [];
    for (let n = 0; n < 7; n += 1) {
      await gate.create(boss, 'visit', { name: `other ${n}` });
      made.push((await gate.create(clerk, 'visit', { name: `${9 - n}` })).id);
    }

    const read: string[] = [];
    let cursor: string | undefined;
    const asked = vi.spyOn(store.reader, 'rows');
    do {
      const page = await gate.list(clerk, 'visit', { limit: 3, ...(cursor === undefined ? {} : { cursor }) });
      read.push(...page.records.map(({ id }) => id));
      cursor = page.next;
    } while (cursor !== undefined);
    const statements = asked.mock.calls.filter(([statement]) => statement.includes('FROM "visit"'));
    asked.mockRestore();
    expect(read).toEqual(made);

    expect(statements).toHaveLength(3);
    if (dialect !== 'sqlite') return;
    for (const [statement, params] of statements) {
      const plan = (await store.reader.rows(`EXPLAIN QUERY PLAN ${statement}`, params)).flat().map(String).join('\n');
      expect(plan).toContain('USING INDEX');
      expect(plan).not.toContain('TEMP B-TREE');
    }
  });
});
