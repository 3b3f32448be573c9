import { beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#core/context';
import { createImports, type ImportAnswer, type ImportRequest, type Imports } from '#core/imports';
import { shippedRole, tradingCompany, type TradingCompany } from '#modules/testing';
import type { Store } from '#db';
import { withStores } from '#db/testing';

type Rows = ImportRequest['rows'];

withStores((open) => {
  let store: Store;
  let company: TradingCompany;
  let imports: Imports;
  let clerk: Context;
  let manager: Context;

  beforeAll(async () => {
    ({ store } = await open());
    company = await tradingCompany(store);
    imports = createImports(company.test.core);
    await company.test.role('sales-clerk', shippedRole('sales-clerk'));
    await company.test.role('sales-manager', shippedRole('sales-manager'));
    clerk = await company.test.person('clerk', ['sales-clerk']);
    manager = await company.test.person('manager', ['sales-manager']);
  });

  const run = (rows: Rows, more: Partial<ImportRequest> = {}, context = company.boss): Promise<ImportAnswer> =>
    imports.run(context, { object: 'customer', check: false, source: '客户.xlsx', skipBad: false, rows, ...more });
  const places = ({ problems }: ImportAnswer) => problems.map(({ row, field }) => `${row} ${field ?? ''}`);
  const count = async (table: string) => Number((await store.reader.rows(`SELECT count(*) FROM "${table}"`))[0]?.[0]);
  const find = async (object: string, filter: string) => (await company.test.core.gate.list(company.boss, object, { filter, archived: true })).records;

  describe('rows of a spreadsheet', () => {
    it('become records by the same rules, as people write things', async () => {
      const answer = await run([
        { code: 1001, name: '甲', tier: '重点', creditLimit: '￥12,000.50', paymentDays: '４５' },
        { code: 'I2', name: '乙', tier: 'Standard', creditLimit: 0.1, paymentDays: '' },
      ]);
      expect(answer).toMatchObject({ good: 2, bad: 0, problems: [] });
      expect(await find('customer', 'code in ["1001", "I2"]')).toMatchObject([
        { code: '1001', tier: 'key', creditLimit: '12000.50', paymentDays: 45, version: 1 },
        { code: 'I2', tier: 'standard', creditLimit: '0.10', paymentDays: 30 },
      ]);
      const [first] = await find('customer', 'code == "1001"');
      expect((await company.test.core.gate.history(company.boss, 'customer', first?.id ?? '')).map((entry) => entry.event)).toEqual(['create']);
    });

    it('name the records they link to by code, number or name', async () => {
      await run([{ code: 'L1', name: '同名' }, { code: 'L2', name: '同名' }, { code: 'L3', name: '独名' }]);
      const old = (await company.create('customer', { code: 'L4', name: '旧客户' })).id;
      const { version } = await company.read('customer', old);
      await company.test.core.gate.update(company.boss, 'customer', old, { version, archived: true });
      const rows = ['L1', '独名', ' L3 ', old, '同名', '无此客户', '旧客户', '01900000-0000-7000-8000-000000000000'].map((customer, index) => ({ name: `联系人 ${index}`, customer }));
      const answer = await run(rows, { object: 'contact', skipBad: true });
      expect(answer).toMatchObject({ good: 4, bad: 4 });
      expect(places(answer)).toEqual(['4 customer', '5 customer', '6 customer', '7 customer']);
      expect(answer.problems.map(({ message }) => message.zh)).toEqual(['有 2 条记录符合：L1 同名、L2 同名。请改用编码', ...Array(3).fill('没有找到所指的记录')]);
      expect((await find('contact', 'customer.name == "独名"')).map((contact) => contact['name'])).toEqual(['联系人 1', '联系人 2']);
    });

    it('name them in whatever case, width and spaces; as it is written comes first', async () => {
      await run([{ code: 'Abc-1', name: 'Blue Sky（上海）' }, { code: 'DEF-2', name: 'ＦＵＬＬ　Ｗｉｄｅ' }, { code: 'def-3', name: 'def-2' }, { code: 'X9', name: 'case' }, { code: 'X8', name: 'CASE' }]);
      const meant = async (customer: string): Promise<unknown> => {
        const answer = await run([{ name: '谁', customer }], { object: 'contact' });
        if (answer.id === null) return answer.problems[0]?.message.zh;
        const [contact] = (await company.test.core.gate.list(company.boss, 'contact', { filter: 'name == "谁"', fields: ['customer.code'] })).records;
        await imports.undo(company.boss, answer.id);
        return contact?.['customer.code'];
      };
      expect([await meant('def-2'), await meant('ＤＥＦ－２'), await meant('DEF-3'), await meant('aBC-1')]).toEqual(['def-3', 'DEF-2', 'def-3', 'Abc-1']);
      expect([await meant('　BLUE  sky(上海) '), await meant('full wide'), await meant('case'), await meant('CASE')]).toEqual(['Abc-1', 'DEF-2', 'X9', 'X8']);
      expect(await meant('Case')).toBe('有 2 条记录符合：X8 CASE、X9 case。请改用编码');
      // What would be a wildcard or an operator elsewhere is a letter here.
      for (const odd of ['%', '_', 'DEF-%', "' OR 1=1 --", '\\']) expect(await meant(odd)).toBe('没有找到所指的记录');
    });

    it('tell each wrong cell by its row and field, and store nothing as long as there is one', async () => {
      const before = [await count('customer'), await count('audit_entry'), await count('import_batch')];
      const rows = [
        { code: 'B1', name: '好' },
        { code: 'B2', name: 'x'.repeat(300), creditLimit: '很多', paymentDays: '9999' },
        { name: '没有编码' },
        { code: 'B1', name: '重复' },
        { code: '1001', name: '已有', tier: '特级' },
        { code: '1001', name: '已有' },
      ];
      const expected = ['1 name', '1 creditLimit', '1 paymentDays', '2 code', '3 code', '4 tier', '5 code'];
      for (const check of [true, false]) {
        const answer = await run(rows, { check });
        expect(answer).toMatchObject({ id: null, good: 1, bad: 5 });
        expect(places(answer)).toEqual(expected);
      }
      expect([await count('customer'), await count('audit_entry'), await count('import_batch')]).toEqual(before);
      expect(await run(rows, { skipBad: true })).toMatchObject({ id: expect.any(String), good: 1, bad: 5 });
      expect(await count('customer')).toBe((before[0] ?? 0) + 1);
    });

    it('are looked at without being stored', async () => {
      const before = [await count('customer'), await count('audit_entry'), await count('import_batch')];
      expect(await run([{ code: 'K1', name: '只看' }], { check: true })).toEqual({ id: null, good: 1, bad: 0, problems: [] });
      expect([await count('customer'), await count('audit_entry'), await count('import_batch')]).toEqual(before);
    });

    it('are logged, each record and the import', async () => {
      const { id } = await run([{ code: 'G1', name: '一' }, { code: 'G2', name: '二' }]);
      const entries = (await company.test.core.audit.after(store.reader, 0, 10_000)).map(({ body }) => JSON.parse(body) as Record<string, unknown>);
      expect(entries.slice(-3)).toMatchObject([
        { event: 'create', object: 'customer', after: { code: 'G1' }, via: 'import' },
        { event: 'create', object: 'customer', after: { code: 'G2' } },
        { event: 'import', object: 'customer', after: { import: id, source: '客户.xlsx', count: 2, left: 0 } },
      ]);
    });
  });

  describe('who imports', () => {
    it('may write what they may write alone, and makes records of their own', async () => {
      await expect(run([{ code: 'C1', name: '甲', creditLimit: '1' }], {}, clerk)).rejects.toMatchObject({ code: 'field_denied', details: { fields: ['creditLimit'] } });
      await expect(run([{ code: 'C1', nothing: 1 }], {}, clerk)).rejects.toMatchObject({ code: 'field_denied', details: { fields: ['nothing'] } });
      await expect(run([{ code: 'C1', name: '仓' }], { object: 'warehouse' }, clerk)).rejects.toMatchObject({ code: 'forbidden' });
      await run([{ code: 'C1', name: '我的' }], {}, clerk);
      expect(await find('customer', 'code == "C1"')).toMatchObject([{ ownerId: clerk.principal.userId }]);
    });

    it('is told of no candidates but those they see', async () => {
      const other = await company.test.person('other', ['sales-clerk']);
      await company.customer('重名');
      await run([{ code: 'C7', name: '重名' }], {}, other);
      const [one] = (await run([{ name: '赵', customer: '重名' }], { object: 'contact', check: true }, other)).problems;
      expect(one).toBeUndefined();
      await run([{ code: 'C8', name: '重名' }], {}, other);
      const [two] = (await run([{ name: '赵', customer: '重名' }], { object: 'contact', check: true }, other)).problems;
      expect(two?.message.zh).toBe('有 2 条记录符合：C7 重名、C8 重名。请改用编码');
    });

    it('finds by name only what they see', async () => {
      await company.customer('别人的客户');
      const answer = await run([{ name: '王', customer: '别人的客户' }, { name: '李', customer: '我的' }], { object: 'contact', check: true }, clerk);
      expect(answer.problems).toEqual([{ row: 0, field: 'customer', message: { zh: '没有找到所指的记录', en: 'points at a record that was not found' } }]);
    });
  });

  describe('an import taken back', () => {
    it('deletes what nobody has used, archives what somebody has, and happens once', async () => {
      const { id } = await run([{ code: 'U1', name: '未用' }, { code: 'U2', name: '有订单' }, { code: 'U3', name: '改过' }, { code: 'U4', name: '有联系人' }]);
      const at = async (code: string) => (await find('customer', `code == "${code}"`))[0]?.id ?? '';
      const tea = await company.product('茶');
      await company.order(await at('U2'), [[tea, '1', '18']]);
      await company.test.core.gate.update(company.boss, 'customer', await at('U3'), { version: 1, note: '改' });
      await company.create('contact', { name: '王', customer: await at('U4') });
      expect(await imports.undo(company.boss, id ?? '')).toEqual({ removed: 1, archived: 3, left: 0 });
      expect((await find('customer', 'code.startsWith("U")')).map((one) => [one['code'], one['archived']])).toEqual([['U2', true], ['U3', true], ['U4', true]]);
      await expect(imports.undo(company.boss, id ?? '')).rejects.toMatchObject({ code: 'wrong_state' });
      const last = (await company.test.core.audit.after(store.reader, 0, 10_000)).at(-1);
      expect(JSON.parse(last?.body ?? '{}')).toMatchObject({ event: 'import.undo', after: { import: id, removed: 1, archived: 3 } });
    });

    it('takes records that name one another, in whatever order', async () => {
      await run([{ code: 'P1', name: '上级' }], { object: 'product-category' });
      const { id } = await run([{ code: 'P2', name: '中级', parent: 'P1' }, { code: 'P3', name: '同级', parent: 'P1' }], { object: 'product-category' });
      expect(await imports.undo(company.boss, id ?? '')).toEqual({ removed: 2, archived: 0, left: 0 });
    });

    it('leaves documents that have gone on', async () => {
      const { id } = await run([{ name: '线索一' }, { name: '线索二' }], { object: 'lead' });
      const [lead] = await find('lead', 'name == "线索一"');
      await company.act('lead', lead?.id ?? '', 'lose', { reason: '没有下文' });
      expect(await imports.undo(company.boss, id ?? '')).toEqual({ removed: 1, archived: 0, left: 1 });
    });

    it('leaves masters that are used or changed to who may change them', async () => {
      await company.test.role('keeper', { customer: [{ can: ['read'] }, { can: ['create'], rows: 'own' }, { can: ['update'], rows: { when: 'tier != "key"' } }] });
      const keeper = await company.test.person('keeper', ['keeper']);
      const { id } = await run([{ code: 'K1', name: '没动过' }, { code: 'K2', name: '成了重点' }, { code: 'K3', name: '自己改过' }], {}, keeper);
      const at = async (code: string): Promise<string> => (await find('customer', `code == "${code}"`))[0]?.id ?? '';
      await company.test.core.gate.update(company.boss, 'customer', await at('K2'), { version: 1, tier: 'key' });
      await company.test.core.gate.update(keeper, 'customer', await at('K3'), { version: 1, note: '改' });
      expect(await imports.undo(keeper, id ?? '')).toEqual({ removed: 1, archived: 1, left: 1 });
      expect((await find('customer', 'code.startsWith("K")')).map((one) => [one['code'], one['archived']])).toEqual([['K2', false], ['K3', true]]);
    });

    it('is for who made it, or may delete all such records; others do not know of it', async () => {
      const mine = await run([{ code: 'W1', name: '我的一' }], {}, clerk);
      expect(await imports.list(clerk)).toMatchObject([{ id: mine.id, object: 'customer', source: '客户.xlsx', count: 1, by: 'clerk', undoneAt: null, mayUndo: true }, {}]);
      expect((await imports.list(manager)).map(({ id }) => id)).not.toContain(mine.id);
      await expect(imports.undo(manager, mine.id ?? '')).rejects.toMatchObject({ code: 'not_found' });
      expect((await imports.list(company.boss)).find(({ id }) => id === mine.id)).toMatchObject({ by: '', mayUndo: true });
      await imports.undo(clerk, mine.id ?? '');
      expect((await imports.list(clerk))[0]).toMatchObject({ mayUndo: false, undoneAt: expect.any(String) });
    });
  });

  it('stay on their maker’s list, however many others make since', async () => {
    await store.write(async (transaction) => {
      for (let n = 0; n < 250; n += 1) {
        await transaction.run('INSERT INTO import_batch (id, company_id, user_id, at, object, source, count, ids) VALUES (?, ?, ?, ?, ?, ?, ?, ?)', [
          `other-${n}`, clerk.company, company.boss.principal.userId, `2999-01-01T00:00:00.${String(n).padStart(3, '0')}Z`, 'customer', '别人的.xlsx', 0, '[]',
        ]);
      }
    });
    expect((await imports.list(clerk)).length).toBeGreaterThan(0);
    expect((await imports.list(clerk)).every(({ source }) => source === '客户.xlsx')).toBe(true);
    expect(await imports.list(company.boss)).toHaveLength(200);
    await store.write((transaction) => transaction.run("DELETE FROM import_batch WHERE id LIKE 'other-%'"));
  });

  /** How often somebody else gets a list meanwhile. */
  async function visitsDuring(work: Promise<unknown>): Promise<number> {
    let visits = 0;
    const over = Symbol('over');
    const ended = work.then(() => over);
    const breath = () => new Promise((resolve) => setImmediate(resolve));
    while ((await Promise.race([ended, breath()])) !== over) {
      await company.test.core.gate.list(company.boss, 'customer', { limit: 1 });
      visits += 1;
    }
    return visits;
  }

  it('thousands of rows leave the host free for others, and a bad one among them is named', async () => {
    const rows: Record<string, unknown>[] = Array.from({ length: 5000 }, (_, index) => ({ code: `M${index}`, name: `客户 ${index}`, city: '上海', creditLimit: '1,000.00' }));
    rows[3456] = { ...rows[3456], creditLimit: '一千' };
    const importing = run(rows);
    const others = await visitsDuring(importing);
    const answer = await importing;
    expect(answer).toMatchObject({ id: null, good: 4999, bad: 1 });
    expect(places(answer)).toEqual(['3456 creditLimit']);
    expect(others).toBeGreaterThan(20);
    expect(await find('customer', 'code == "M1"')).toEqual([]);
  }, 60_000);
});
