import { beforeAll, expect, it } from 'vitest';
import { withStores } from '#db/testing';
import { deskScene, type DeskScene } from './testing/desk-scene.ts';

const MARKER = '绝密草稿-4711';

withStores((open) => {
  let scene: DeskScene;
  beforeAll(async () => {
    scene = await deskScene((await open()).store);
  });

  const page = { title: MARKER, content: { lines: [{ note: MARKER }] } };

  it('keeps what a person has begun, each page once, the newest first', async () => {
    const { desk, anna } = scene;
    const at = (time: string) => ({ ...anna, clock: () => new Date(time) });
    await desk.drafts.keep(at('2026-11-22T08:00:00Z'), 'errand:new', { title: '一', content: { name: '一' } });
    await desk.drafts.keep(at('2026-11-22T08:01:00Z'), 'import:errand', { title: '二', content: {} });
    await desk.drafts.keep(at('2026-11-22T08:02:00Z'), 'errand:new', { title: '三', content: { name: '三' } });
    expect(await desk.drafts.list(anna)).toEqual([
      { key: 'errand:new', title: '三', savedAt: '2026-11-22T08:02:00.000Z' },
      { key: 'import:errand', title: '二', savedAt: '2026-11-22T08:01:00.000Z' },
    ]);
    expect(await desk.drafts.read(anna, 'errand:new')).toEqual({
      key: 'errand:new', title: '三', savedAt: '2026-11-22T08:02:00.000Z', content: { name: '三' },
    });
    await desk.drafts.drop(anna, 'errand:new');
    await desk.drafts.drop(anna, 'errand:new');
    await expect(desk.drafts.read(anna, 'errand:new')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('shows nobody else any of it, nor the same person in another company', async () => {
    const { desk, anna, bert, boss } = scene;
    await desk.drafts.keep(anna, 'errand:new', page);
    for (const other of [bert, boss, { ...anna, company: 'another' }]) {
      expect(await desk.drafts.list(other)).toEqual([]);
      await expect(desk.drafts.read(other, 'errand:new')).rejects.toMatchObject({ code: 'not_found' });
      await desk.drafts.drop(other, 'errand:new');
    }
    expect(await desk.drafts.read(anna, 'errand:new')).toMatchObject(page);
  });

  it('leaves neither title nor content readable in the row, and no word in the log', async () => {
    const { desk, anna, store, test } = scene;
    const before = await test.core.audit.head(store.reader);
    await desk.drafts.keep(anna, 'errand:new', page);
    const rows = await store.reader.rows('SELECT title, content FROM draft');
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows.map((row) => row.map(String)))).not.toMatch(/绝密草稿|草稿-4711/);
    expect(rows.flat().every((cell) => String(cell).startsWith('c1.'))).toBe(true);
    expect(await test.core.audit.head(store.reader)).toEqual(before);
  });

  it('refuses a row that was moved under another person', async () => {
    const { desk, anna, bert, store } = scene;
    await desk.drafts.keep(anna, 'errand:moved', page);
    await store.write((transaction) =>
      transaction.run('UPDATE draft SET user_id = ? WHERE key = ?', [bert.principal.userId, 'errand:moved']),
    );
    await expect(desk.drafts.read(bert, 'errand:moved')).rejects.toMatchObject({ code: 'store_broken' });
    await desk.drafts.drop(bert, 'errand:moved');
  });

  it('shuts the draft of a record that its writer does not see any more', async () => {
    const { desk, anna, bert, boss, test, errand } = scene;
    const id = await errand(anna, '送文件');
    await desk.drafts.keep(anna, `errand:${id}`, page);
    expect((await desk.drafts.list(anna)).map((draft) => draft.key)).toContain(`errand:${id}`);
    await test.core.gate.update(boss, 'errand', id, { version: 1, ownerId: bert.principal.userId });
    expect((await desk.drafts.list(anna)).map((draft) => draft.key)).not.toContain(`errand:${id}`);
    await expect(desk.drafts.read(anna, `errand:${id}`)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('gives back no copies of fields that have been hidden from its writer since, and calls nobody by a name that is', async () => {
    const { desk, test, errand } = scene;
    await test.role('open', { errand: { can: ['read', 'create', 'update'] } });
    const eve = await test.person('eve', ['open']);
    const id = await errand(eve, '去银行', { cost: '打车 88' });
    const content = { values: { name: '去银行二', cost: '打车 88' }, rows: {}, version: 1 };
    await desk.drafts.keep(eve, `errand:${id}`, { title: '去银行', content });
    await desk.drafts.keep(eve, 'errand:new-1', { title: '新的', content });
    expect(await desk.drafts.read(eve, `errand:${id}`)).toMatchObject({ title: '去银行', content });
    await test.role('open', { errand: { can: ['read', 'create', 'update'], fields: { '*': 'write', cost: 'none' } } });
    for (const key of [`errand:${id}`, 'errand:new-1']) {
      expect((await desk.drafts.read(eve, key)).content).toEqual({ ...content, values: { name: '去银行二' } });
    }
    await test.role('open', { errand: { can: ['read'], fields: { '*': 'read', name: 'masked', cost: 'masked' } } });
    expect(await desk.drafts.read(eve, `errand:${id}`)).toMatchObject({ title: '', content: { values: {} } });
    expect((await desk.drafts.list(eve)).map(({ title }) => title)).toEqual(['', '']);
    // What one may write without seeing it is one's own typing.
    await test.role('open', { errand: [{ can: ['read'], fields: { '*': 'read', cost: 'none' } }, { can: ['update'] }] });
    expect((await desk.drafts.read(eve, `errand:${id}`)).content).toEqual(content);
  });

  it('is not called by a linked record that has gone out of sight', async () => {
    const { desk, test, boss, errand, bert } = scene;
    const frank = await test.person('frank', ['runner']);
    const id = await errand(frank, '秘密差事');
    await desk.drafts.keep(frank, 'tip:new-1', { title: '小费 · 秘密差事', content: { values: { errand: id }, rows: { shares: [{ id: 'r1', values: { errand: id, share: '5.00' } }] } } });
    const titles = async () => (await desk.drafts.list(frank)).map(({ title }) => title);
    expect(await titles()).toEqual(['小费 · 秘密差事']);
    await test.core.gate.update(boss, 'errand', id, { version: 1, ownerId: bert.principal.userId });
    expect(await titles()).toEqual(['']);
    const read = await desk.drafts.read(frank, 'tip:new-1');
    expect(read.title).toBe('');
    // Shares are hidden from runners, in rows as well.
    expect(read.content).toEqual({ values: { errand: id }, rows: { shares: [{ id: 'r1', values: { errand: id } }] } });
  });

  it('takes 512 kB and no more, and two hundred of them', async () => {
    const { desk, test } = scene;
    const carla = await test.person('carla', ['runner']);
    // {"a":"…"} is 8 bytes around the text.
    const fits = { title: '', content: { a: 'x'.repeat(512 * 1024 - 8) } };
    await desk.drafts.keep(carla, 'errand:big', fits);
    await expect(desk.drafts.keep(carla, 'errand:big', { title: '', content: { a: `${fits.content.a}x` } })).rejects.toMatchObject({ code: 'too_large' });
    for (let n = 2; n <= 200; n += 1) await desk.drafts.keep(carla, `errand:p${n}`, { title: '', content: {} });
    await expect(desk.drafts.keep(carla, 'errand:one-more', { title: '', content: {} })).rejects.toMatchObject({ code: 'rule' });
    await desk.drafts.keep(carla, 'errand:p200', { title: 'again', content: {} });
    await desk.drafts.drop(carla, 'errand:p2');
    await desk.drafts.keep(carla, 'errand:one-more', { title: '', content: {} });
  });

  it('gives up shut drafts before it refuses a new one', async () => {
    const { desk, test, errand, boss, bert } = scene;
    const dora = await test.person('dora', ['runner']);
    const id = await errand(dora, '取包裹');
    await desk.drafts.keep(dora, `errand:${id}`, page);
    for (let n = 2; n <= 200; n += 1) await desk.drafts.keep(dora, `errand:p${n}`, { title: '', content: {} });
    await expect(desk.drafts.keep(dora, 'errand:new', page)).rejects.toMatchObject({ code: 'rule' });
    await test.core.gate.update(boss, 'errand', id, { version: 1, ownerId: bert.principal.userId });
    await desk.drafts.keep(dora, 'errand:new', page);
    expect(await desk.drafts.list(dora)).toHaveLength(200);
  });
});
