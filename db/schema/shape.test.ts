import { beforeEach, describe, expect, test } from 'vitest';
import type { Stored } from '#common/fields';
import { amount, bool, choice, date, int, json, link, text } from '#common/fields';
import { defineObject, type ObjectDefinition } from '#common/objects';
import type { Store } from '../store.ts';
import { withStores } from '../testing/index.ts';

const label = { zh: '物', en: 'thing' };
const common = { kind: 'master', label, module: 'test', title: 'name' } as const;

const product = defineObject({
  ...common,
  name: 'product',
  fields: {
    name: text('名称', 'Name', { required: true, search: true }),
    code: text('编码', 'Code', { unique: true }),
    kind: choice('种类', 'Kind', { goods: label, service: label }, { required: true, default: 'goods' }),
    listPrice: amount('标价', 'List price', { required: true, default: '0' }),
    active: bool('有效', 'Active', { default: true }),
  },
});
const order = defineObject({
  ...common,
  name: 'sales-order',
  kind: 'document',
  fields: { name: text('名称', 'Name'), orderDate: date('日期', 'Date', { index: true }), terms: json('条款', 'Terms') },
  children: {
    lines: { label, fields: { productItem: link('产品', 'Product', 'product'), position2: int('序', 'Place') } },
  },
  lifecycle: { states: { draft: label }, initial: 'draft', editable: ['draft'], actions: { post: { label, from: ['draft'] } } },
  numbering: { prefix: 'SO', on: 'post' },
  indexes: [['orderDate', 'state']],
});
const move = defineObject({ ...common, name: 'stock-move', kind: 'ledger', title: 'note', fields: { note: text('摘要', 'Note') } });
const balance = defineObject({
  ...common,
  name: 'stock-balance',
  kind: 'ledger',
  derived: true,
  title: 'note',
  fields: { note: text('摘要', 'Note') },
});
const all = [product, order, move, balance] as readonly ObjectDefinition[];

withStores((open, dialect) => {
  let store: Store;
  beforeEach(async () => {
    ({ store } = await open());
    await store.shape(all);
  });

  const insert = (table: string, row: Readonly<Record<string, Stored>>): Promise<number> => {
    const columns = Object.keys(row);
    const sql = `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
    return store.write((transaction) => transaction.run(sql, Object.values(row)));
  };
  const times = { created_at: '2026-01-01T00:00:00.000Z', updated_at: '2026-01-01T00:00:00.000Z', version: 1, company_id: 'c' };
  const record = (id: string, own: Readonly<Record<string, Stored>> = {}): Record<string, Stored> => ({ ...times, id, ...own });

  test('columns hold what their fields hold, with defaults where nothing is said', async () => {
    await insert('product', record('p', { name: '螺钉' }));
    const rows = await store.reader.rows('SELECT name, code, kind, list_price, active, state, archived FROM product');
    const [yes, no] = dialect === 'sqlite' ? [1n, 0n] : [true, false];
    expect(rows).toEqual([['螺钉', null, 'goods', 0n, yes, 'active', no]]);
  });

  test('texts are ordered byte by byte, so that both dialects answer alike', async () => {
    const names = ['b', 'B', 'a', 'Ä', '中', '_', 'Z'];
    for (const name of names) await insert('product', record(name, { name }));
    const rows = await store.reader.rows('SELECT name FROM product ORDER BY name');
    expect(rows.map(([name]) => name)).toEqual(['B', 'Z', '_', 'a', 'b', 'Ä', '中']);
  });

  test('a unique field is unique within a company, and nothing is never equal to nothing', async () => {
    await insert('product', record('1', { code: 'A' }));
    await insert('product', record('2', { code: 'A', company_id: 'other' }));
    await insert('product', record('3'));
    await insert('product', record('4'));
    await expect(insert('product', record('5', { code: 'A' }))).rejects.toMatchObject({ code: 'duplicate', details: { fields: ['code'] } });
  });

  test('numbers are unique within a company', async () => {
    await insert('sales_order', record('1', { number: 'SO-1' }));
    await expect(insert('sales_order', record('2', { number: 'SO-1' }))).rejects.toMatchObject({
      code: 'duplicate',
      details: { fields: ['number'] },
    });
  });

  test('a link points at something, and what is pointed at stays; lines go with their order', async () => {
    await insert('product', record('p'));
    await insert('sales_order', record('o'));
    const line = { id: 'l', parent_id: 'o', position: 1, product_item: 'p' };
    await insert('sales_order__lines', line);
    await expect(insert('sales_order__lines', { ...line, id: 'l2', product_item: 'none' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(store.write((transaction) => transaction.run("DELETE FROM product WHERE id = 'p'"))).rejects.toMatchObject({
      code: 'conflict',
    });
    await store.write((transaction) => transaction.run("DELETE FROM sales_order WHERE id = 'o'"));
    expect(await store.reader.rows('SELECT id FROM sales_order__lines')).toEqual([]);
  });

  test('a ledger is only appended to; a balance is kept up', async () => {
    await insert('stock_move', record('m', { note: 'in' }));
    await insert('stock_balance', record('b'));
    for (const act of ["UPDATE stock_move SET note = 'out'", 'DELETE FROM stock_move']) {
      await expect(store.write((transaction) => transaction.run(act))).rejects.toMatchObject({ code: 'forbidden' });
    }
    expect(await store.write((transaction) => transaction.run("UPDATE stock_balance SET note = 'x'"))).toBe(1);
  });

  describe('a definition that grows', () => {
    const grown = defineObject({
      ...product,
      fields: {
        ...product.fields,
        grade: text('等级', 'Grade', { required: true, default: "O'A" }),
        discount: amount('折扣', 'Discount', { required: true }),
        replacedBy: link('替代', 'Replaced by', 'product'),
        batch: bool('批次', 'Batch', { required: true, default: false }),
      },
      unique: [['name', 'grade']],
    }) as ObjectDefinition;

    test('gets its columns, indexes and links, and rows that were there stay good', async () => {
      await insert('product', record('1', { name: '螺钉' }));
      await store.shape([grown, ...all.slice(1)]);
      const rows = await store.reader.rows('SELECT grade, discount, replaced_by, batch FROM product');
      expect(rows).toEqual([["O'A", null, null, dialect === 'sqlite' ? 0n : false]]);
      await expect(insert('product', record('2', { name: '螺钉' }))).rejects.toMatchObject({
        code: 'duplicate',
        details: { fields: ['name', 'grade'] },
      });
      await expect(insert('product', record('3', { replaced_by: 'none' }))).rejects.toMatchObject({ code: 'conflict' });
      expect(await store.reader.rows('SELECT id FROM product')).toEqual([['1']]);
    });

    test('and shrinks again keeps its columns, but no rule that nobody asks for', async () => {
      await store.shape([grown, ...all.slice(1)]);
      await store.shape(all);
      await insert('product', record('1', { name: '螺钉' }));
      await insert('product', record('2', { name: '螺钉' }));
      expect(await store.reader.rows('SELECT grade FROM product')).toHaveLength(2);
    });

    test('but cannot change how a field is stored, and then nothing is changed', async () => {
      const changed = defineObject({
        ...product,
        fields: { ...product.fields, added: int('新', 'New'), listPrice: text('标价', 'List price') },
      });
      await expect(store.shape([changed as ObjectDefinition])).rejects.toMatchObject({ code: 'invalid' });
      await expect(store.reader.rows('SELECT added FROM product')).rejects.toThrow(/added/);
    });
  });

  test('tables that were made in two steps are the same as those made in one', async () => {
    const { store: other } = await open();
    await other.shape([product as ObjectDefinition]);
    await other.shape(all);
    const described =
      dialect === 'sqlite'
        ? `SELECT t.name, c.name, c.type, c."notnull", c.dflt_value FROM sqlite_schema t, pragma_table_info(t.name) c ORDER BY 1, 2`
        : `SELECT table_name, column_name, data_type, is_nullable, column_default, collation_name FROM information_schema.columns
          WHERE table_schema = current_schema() ORDER BY 1, 2`;
    expect(await other.reader.rows(described)).toEqual(await store.reader.rows(described));
  });

  test('unchanged definitions cost two statements and make none', async () => {
    const before = await store.reader.rows("SELECT value FROM meta WHERE key = 'shape'");
    await store.shape([...all]);
    expect(await store.reader.rows("SELECT value FROM meta WHERE key = 'shape'")).toEqual(before);
  });

  test('no object takes the name of a table of the platform', async () => {
    const session = defineObject({ ...common, name: 'session', fields: { name: text('名', 'Name') } });
    await expect(store.shape([session as ObjectDefinition])).rejects.toMatchObject({ code: 'invalid' });
  });

  test('names too long for PostgreSQL are cut to names of their own', async () => {
    const long = 'a-very-long-name-of-an-object-that-somebody-made';
    const field = (last: string): string => `fieldWithAQuiteLongNameEndingIn${last}`;
    const lengthy = defineObject({
      ...common,
      name: long,
      fields: { name: text('名', 'Name'), [field('A')]: link('甲', 'A', 'product'), [field('B')]: link('乙', 'B', 'product') },
    });
    await store.shape([...all, lengthy as ObjectDefinition]);
    const query =
      dialect === 'sqlite'
        ? "SELECT name FROM sqlite_schema WHERE type = 'index' AND name NOT LIKE 'sqlite_%'"
        : 'SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()';
    const names = (await store.reader.rows(query)).map(([name]) => String(name));
    const own = names.filter((name) => name.startsWith('ix_a_very_long'));
    expect(own).toHaveLength(6); // the two links, rows by age, and those of an owner by id, by age and by name
    expect(own.every((name) => name.length < 60)).toBe(true);
  });
});
