import { beforeAll, expect, it } from 'vitest';
import type { Context } from '#core/context';
import { writeNotice } from '#core/desk';
import { deskScene, type DeskScene } from '#core/desk/testing/desk-scene.ts';
import { withStores } from '#db/testing';

withStores((open) => {
  let scene: DeskScene;
  beforeAll(async () => {
    scene = await deskScene((await open()).store);
  });

  const idOf = (who: Context): string => who.principal.userId ?? '';
  const say = (who: Context, record: string, text: string, mentions: readonly string[] = []) =>
    scene.comments.add(who, 'errand', record, { text, mentions });
  const unread = async (who: Context) => (await scene.desk.notices.list(who)).notices.filter((notice) => notice.readAt === null);

  it('are seen by who sees the record, in the order in which they were said', async () => {
    const { anna, bert, boss, errand, comments } = scene;
    const id = await errand(anna, '送合同');
    await say(anna, id, '已出发');
    await say(boss, id, '收到');
    const seen = await comments.list(boss, 'errand', id);
    expect(seen.map(({ by, text }) => [by.name, text])).toEqual([['anna', '已出发'], ['boss', '收到']]);
    expect(await comments.list(anna, 'errand', id)).toEqual(seen);
    await expect(comments.list(bert, 'errand', id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(say(bert, id, '我也看看')).rejects.toMatchObject({ code: 'not_found' });
    await expect(comments.list(boss, 'errand', 'no\0such')).rejects.toMatchObject({ code: 'not_found' });
    await expect(comments.list(boss, 'no-such', id)).rejects.toMatchObject({ code: 'not_found' });
    expect(await comments.list(boss, 'errand', id)).toHaveLength(2);
  });

  it('name nobody to a reader who may not know the names of people: not as writers, in notices, in refusals, on views', async () => {
    const { anna, bert, stranger, errand, comments, desk } = scene;
    const id = await errand(anna, '匿名');
    await say(anna, id, '请看', [idOf(stranger)]);
    await say(stranger, id, '好');
    expect((await comments.list(stranger, 'errand', id)).map(({ by }) => by.name)).toEqual(['', 'stranger']);
    const [notice] = (await desk.notices.list(stranger)).notices;
    expect(notice).toMatchObject({ by: null, text: { zh: '有同事在跑腿单 匿名的评论中提到了您。', en: 'A colleague mentioned you in a comment on Errand 匿名.' } });
    await expect(say(stranger, id, '看', [idOf(bert)])).rejects.toMatchObject({ details: { problems: { 'mentions.0': { zh: '此人看不到此记录，不能提及。' } } } });
    await desk.saved.add(anna, { kind: 'view', object: 'errand', name: '给大家', shared: true, content: {} });
    expect((await desk.saved.list(stranger, 'view', 'errand')).map(({ ownerName }) => ownerName)).toEqual(['']);
  });

  it('tell who is mentioned, by a notice that names the record', async () => {
    const { anna, boss, errand, desk } = scene;
    const id = await errand(anna, '取样品');
    const said = await say(anna, id, '请批准', [idOf(boss), idOf(boss), idOf(anna)]);
    expect(said.mentions.map(({ name }) => name)).toEqual(['boss', 'anna']);
    expect(await unread(boss)).toEqual([
      expect.objectContaining({
        kind: 'mention', object: 'errand', record: id, by: 'anna',
        text: { zh: 'anna在跑腿单 取样品的评论中提到了您。', en: 'anna mentioned you in a comment on Errand 取样品.' },
      }),
    ]);
    expect((await desk.notices.list(boss)).unread).toBe(1);
    expect((await desk.notices.list(anna)).notices.filter((notice) => notice.record === id)).toEqual([]);
    await desk.notices.read(anna);
    expect((await desk.notices.list(boss)).unread).toBe(1);
    await desk.notices.read(boss);
    expect((await desk.notices.list(boss)).unread).toBe(0);
  });

  it('refuse to mention who cannot see the record, and say who it is', async () => {
    const { anna, bert, errand, comments } = scene;
    const id = await errand(anna, '机密差事');
    await expect(say(anna, id, '看', [idOf(anna), idOf(bert)])).rejects.toMatchObject({
      code: 'invalid',
      details: { problems: { 'mentions.1': { zh: 'bert看不到此记录，不能提及。', en: expect.stringContaining('bert') } } },
    });
    await expect(say(anna, id, '看', ['no-such-person'])).rejects.toMatchObject({ code: 'invalid' });
    expect(await comments.list(anna, 'errand', id)).toEqual([]);
    expect(await unread(bert)).toEqual([]);
  });

  it('tell who spoke before, as long as they still see the record', async () => {
    const { anna, bert, boss, errand, test, desk } = scene;
    await desk.notices.read(boss);
    const id = await errand(anna, '转手的差事');
    await say(anna, id, '我先办');
    await say(boss, id, '好');
    expect((await unread(anna)).map(({ kind, text }) => [kind, text.zh])).toContainEqual(['comment', 'boss评论了跑腿单 转手的差事。']);
    expect(await unread(boss)).toEqual([]);
    await test.core.gate.update(boss, 'errand', id, { version: 1, ownerId: idOf(bert) });
    await desk.notices.read(anna);
    await say(bert, id, '我接着办');
    expect(await unread(anna)).toEqual([]);
    expect(await unread(boss)).toHaveLength(1);
  });

  it('leave nothing of the record in a notice once it is out of its reader’s sight', async () => {
    const { anna, bert, boss, errand, test, desk } = scene;
    const id = await errand(anna, '不该再看到的');
    await say(boss, id, '看这个', [idOf(anna)]);
    await test.core.gate.update(boss, 'errand', id, { version: 1, ownerId: idOf(bert) });
    const { notices } = await desk.notices.list(anna);
    expect(JSON.stringify(notices)).not.toContain('不该再看到的');
    expect(JSON.stringify(notices)).not.toContain(id);
    expect(notices[0]).toMatchObject({ object: null, record: null, by: null, text: { zh: '此通知所指的记录您已看不到。' } });
  });

  it('name the record without its title where the reader may not know that', async () => {
    const { boss, errand, test, desk } = scene;
    await test.role('blind', { errand: { can: ['read'], fields: { '*': 'none', state: 'read' } } });
    const blind = await test.person('blind', ['blind']);
    await say(boss, await errand(boss, '名称保密'), '请看', [idOf(blind)]);
    expect((await desk.notices.list(blind)).notices[0]?.text.zh).toBe('有同事在跑腿单的评论中提到了您。');
  });

  it('are said within a company, also about what is the same in all of them', async () => {
    const { boss, test, comments } = scene;
    const about = idOf(boss);
    const there = { ...boss, company: await test.found('T2') };
    await comments.add(boss, 'user', about, { text: '本公司的话', mentions: [] });
    await comments.add(there, 'user', about, { text: '别家的话', mentions: [] });
    expect((await comments.list(boss, 'user', about)).map(({ text }) => text)).toEqual(['本公司的话']);
    expect((await comments.list(there, 'user', about)).map(({ text }) => text)).toEqual(['别家的话']);
  });

  it('that nobody reads do not pile up: the last five hundred notices of a person are kept', async () => {
    const { boss, test, store, errand } = scene;
    const hilda = await test.person('hilda', ['boss']);
    const id = await errand(boss, '话很多');
    const kept = async () => Number((await store.reader.rows('SELECT COUNT(*) FROM notice WHERE user_id = ?', [idOf(hilda)]))[0]?.[0]);
    await store.write(async (transaction) => {
      for (let n = 0; n < 499; n += 1) {
        await writeNotice(transaction, { ...boss, clock: () => new Date(1_700_000_000_000 + n) }, { to: idOf(hilda), kind: 'mention', text: { zh: '旧', en: 'old' }, about: { object: 'errand', record: id } });
      }
    });
    await say(boss, id, '一', [idOf(hilda)]);
    expect(await kept()).toBe(500);
    await say(boss, id, '二', [idOf(hilda)]);
    await say(boss, id, '三', [idOf(hilda)]);
    expect(await kept()).toBe(500);
    const { notices } = await scene.desk.notices.list(hilda);
    expect(notices.slice(0, 3).map(({ text }) => text.zh.includes('话很多'))).toEqual([true, true, true]);
  });

  it('are in the log, which the change feed reads', async () => {
    const { anna, errand, test, store } = scene;
    const id = await errand(anna, '记下来');
    const { id: comment } = await say(anna, id, '说过的话');
    const entries = await test.core.audit.ofRecord(store.reader, 'errand', id);
    expect(JSON.parse(entries.at(-1)?.body ?? '')).toMatchObject({
      event: 'comment.create', object: 'errand', record: id, ok: true, after: { comment, text: '说过的话', mentions: [] },
    });
    // The record's own history is of its fields alone.
    expect((await test.core.gate.history(anna, 'errand', id)).map((entry) => entry.event)).toEqual(['create']);
  });
});
