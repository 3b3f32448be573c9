import { beforeAll, expect, it } from 'vitest';
import type { SavedBody } from '#common/api';
import type { Context } from '#core/context';
import { withStores } from '#db/testing';
import { deskScene, type DeskScene } from './testing/desk-scene.ts';

withStores((open) => {
  let scene: DeskScene;
  /** Sees no errands. */
  let stranger: Context;
  let designer: Context;
  let officer: Context;

  beforeAll(async () => {
    scene = await deskScene((await open()).store);
    stranger = await scene.test.person('stranger', []);
    await scene.test.role('designer', { errand: { can: ['read'] }, customisation: { can: ['read', 'create'] } });
    designer = await scene.test.person('designer', ['designer']);
    await scene.test.role('officer', { customisation: { can: ['read', 'create'] } });
    officer = await scene.test.person('officer', ['officer']);
  });

  const view = (name: string, shared: boolean): SavedBody => ({ kind: 'view', object: 'errand', name, shared, content: { columns: [{ path: 'name' }] } });
  const names = async (who: Context): Promise<string[]> => (await scene.desk.saved.list(who, 'view')).map((saved) => saved.name);

  async function logged(): Promise<string[]> {
    const entries = await scene.test.core.audit.after(scene.store.reader, 0, 10_000);
    return entries.map((entry) => (JSON.parse(entry.body) as { event: string }).event).filter((event) => event.startsWith('saved.'));
  }

  it('shows a person the own ones and those that are shared, by name', async () => {
    const { desk, anna, bert } = scene;
    await desk.saved.add(anna, view('b 只给我', false));
    const shared = await desk.saved.add(anna, view('a 给大家', true));
    expect(shared).toMatchObject({ mine: true, ownerName: 'anna', shared: true, content: { columns: [{ path: 'name' }] } });
    expect(await names(anna)).toEqual(['a 给大家', 'b 只给我']);
    expect(await desk.saved.list(bert, 'view', 'errand')).toEqual([{ ...shared, mine: false }]);
    expect(await desk.saved.list(bert, 'view', 'user')).toEqual([]);
    expect(await desk.saved.list(bert, 'dashboard')).toEqual([]);
    expect(await names({ ...bert, company: 'another' })).toEqual([]);
  });

  it('keeps views from who does not see their object, and lets nobody save one of it', async () => {
    const { desk, anna } = scene;
    const shared = await desk.saved.add(anna, view('c', true));
    const board = await desk.saved.add(anna, { kind: 'dashboard', object: '', name: '看板', shared: true, content: {} });
    expect(await names(stranger)).toEqual([]);
    expect((await desk.saved.list(stranger, 'dashboard')).map((saved) => saved.id)).toEqual([board.id]);
    await expect(desk.saved.add(stranger, view('x', false))).rejects.toMatchObject({ code: 'not_found' });
    await expect(desk.saved.add(anna, { ...view('x', false), object: 'no-such' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(desk.saved.remove(stranger, shared.id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(desk.saved.add(anna, { ...view('x', false), object: '' })).rejects.toMatchObject({ code: 'invalid' });
    await expect(desk.saved.add(anna, { ...view('x', false), kind: 'dashboard' })).rejects.toMatchObject({ code: 'invalid' });
  });

  it('is changed by its owner alone, and removed by who may customise as well', async () => {
    const { desk, anna, bert } = scene;
    const [own, shared] = [await desk.saved.add(anna, view('own', false)), await desk.saved.add(anna, view('ours', true))];
    await expect(desk.saved.change(bert, own.id, { name: 'x' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(desk.saved.change(bert, shared.id, { name: 'x' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(desk.saved.change(designer, shared.id, { name: 'x' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(desk.saved.remove(bert, shared.id)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(desk.saved.remove(designer, own.id)).rejects.toMatchObject({ code: 'not_found' });
    expect(await desk.saved.change(anna, own.id, { name: 'renamed' })).toMatchObject({ name: 'renamed', content: { columns: [{ path: 'name' }] } });
    await desk.saved.remove(designer, shared.id);
    expect(await names(anna)).not.toContain('ours');
    // Whose office is to customise sees no errands, and may still take away what is everybody's.
    const again = await desk.saved.add(anna, view('ours again', true));
    expect(await names(officer)).toEqual([]);
    await expect(desk.saved.remove(officer, own.id)).rejects.toMatchObject({ code: 'not_found' });
    await desk.saved.remove({ ...officer, company: null }, again.id);
    expect(await names(anna)).not.toContain('ours again');
  });

  it('is in the log as far as it is everybody’s', async () => {
    const { desk, anna } = scene;
    const before = await logged();
    const { id } = await desk.saved.add(anna, view('quiet', false));
    await desk.saved.change(anna, id, { name: 'still quiet' });
    expect(await logged()).toEqual(before);
    await desk.saved.change(anna, id, { shared: true });
    await desk.saved.change(anna, id, { content: { columns: [{ path: 'due' }] } });
    await desk.saved.change(anna, id, { shared: false });
    await desk.saved.remove(anna, id);
    const made = await desk.saved.add(anna, view('loud', true));
    await desk.saved.remove(anna, made.id);
    expect((await logged()).slice(before.length)).toEqual(['saved.share', 'saved.change', 'saved.unshare', 'saved.share', 'saved.remove']);
  });

  it('takes 64 kB of content, and none of another form', async () => {
    const { desk, anna } = scene;
    const card = (filter: string) => ({
      name: 'c', label: { zh: '数', en: 'Count' }, kind: 'number' as const, y: ['n'], format: 'count' as const, width: 3,
      query: { object: 'errand', select: ['count() as n'], filter: `name == "${filter}"` },
    });
    const cards = Array.from({ length: 16 }, () => card('x'.repeat(3700)));
    const board = { kind: 'dashboard', object: '', name: 'big', shared: false } as const;
    const { id } = await desk.saved.add(anna, { ...board, content: { cards } });
    const more = { cards: [...cards, ...cards.slice(0, 2)] };
    await expect(desk.saved.change(anna, id, { content: more })).rejects.toMatchObject({ code: 'too_large' });
    await expect(desk.saved.add(anna, { ...board, content: more })).rejects.toMatchObject({ code: 'too_large' });
    await expect(desk.saved.add(anna, { ...board, content: { cards: Array.from({ length: 61 }, () => card('x')) } })).rejects.toMatchObject({ code: 'invalid' });
    await expect(desk.saved.change(anna, id, { content: { columns: [] } })).rejects.toMatchObject({ code: 'invalid' });
    await expect(desk.saved.add(anna, { ...view('x', false), content: { cards: [] } })).rejects.toMatchObject({ code: 'invalid' });
    await expect(desk.saved.add(anna, { ...view('x', false), content: { filter: 'name ==' } })).rejects.toMatchObject({ code: 'malformed' });
  });

  it('may be two hundred a person; those out of their owner’s sight do not count', async () => {
    const { desk, test } = scene;
    await test.role('counter', { errand: { can: ['read'] } });
    const full = await test.person('full', ['counter']);
    const costly = { ...view('costly', false), content: { filter: 'cost != null' } };
    await desk.saved.add(full, costly);
    for (let n = 2; n <= 200; n += 1) await desk.saved.add(full, view(`v${n}`, false));
    await expect(desk.saved.add(full, view('one more', false))).rejects.toMatchObject({ code: 'rule' });
    await test.role('counter', { errand: { can: ['read'], fields: { '*': 'read', cost: 'none' } } });
    await desk.saved.add(full, view('one more', false));
    await expect(desk.saved.add(full, view('two more', false))).rejects.toMatchObject({ code: 'rule' });
  });

  it('keeps settings a person, not a company, up to 64 kB', async () => {
    const { desk, anna, bert } = scene;
    expect(await desk.preferences.read(anna)).toEqual({});
    await desk.preferences.keep(anna, { lang: 'en', tabs: ['errand'] });
    await desk.preferences.keep(anna, { lang: 'zh' });
    expect(await desk.preferences.read({ ...anna, company: null })).toEqual({ lang: 'zh' });
    expect(await desk.preferences.read(bert)).toEqual({});
    await expect(desk.preferences.keep(anna, { a: 'x'.repeat(64 * 1024) })).rejects.toMatchObject({ code: 'too_large' });
    expect(await desk.preferences.read(anna)).toEqual({ lang: 'zh' });
  });
});
