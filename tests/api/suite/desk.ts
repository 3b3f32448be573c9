import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deskOf, type Client } from '#common/api';
import { order, THEIR_CUSTOMER, type Company } from '../testing/company.ts';
import { PASSWORD, type PersonName } from '../testing/people.ts';
import { refusal } from '../testing/refusal.ts';

const MARKER = 'PLANTED-DRAFT-9b1c-没写完的报价';

export function desk(company: () => Company): void {
  const deskFor = async (person: PersonName) => deskOf(await company().as(person));
  const idOf = async (person: PersonName): Promise<string> => (await (await company().as(person)).me()).id;

  describe('settings and drafts', () => {
    it('are the own ones of each person, whole as they were kept', async () => {
      const [mine, theirs] = [await deskFor('clerk'), await deskFor('otherClerk')];
      const preferences = { lang: 'zh', density: 'compact', tabs: [{ path: '/sales-order', title: '销售订单' }] };
      await mine.keepPreferences({ theme: 'dark' });
      await mine.keepPreferences(preferences);
      expect(await mine.preferences()).toEqual(preferences);
      expect(await theirs.preferences()).toEqual({});
      await mine.keepDraft('sales-order:new', { title: '给华东的订单', content: { customer: company().goods.mine, lines: [{ quantity: '3' }] } });
      expect(await mine.drafts()).toEqual([{ key: 'sales-order:new', title: '给华东的订单', savedAt: expect.any(String) }]);
      expect(await mine.draft('sales-order:new')).toMatchObject({ content: { lines: [{ quantity: '3' }] } });
      expect(await theirs.drafts()).toEqual([]);
      expect(await refusal(theirs.draft('sales-order:new'))).toMatchObject({ status: 404, code: 'not_found' });
      await theirs.dropDraft('sales-order:new');
      expect(await mine.drafts()).toHaveLength(1);
      await mine.dropDraft('sales-order:new');
      expect(await mine.drafts()).toEqual([]);
    });

    it('lie sealed, in rows that can be read and in files', async () => {
      const mine = await deskFor('clerk');
      await mine.keepDraft('sales-quote:new', { title: MARKER, content: { note: MARKER } });
      expect(await mine.draft('sales-quote:new')).toMatchObject({ title: MARKER, content: { note: MARKER } });
      const { host } = company().door;
      if (host !== undefined) {
        const rows = await host.core.store.reader.rows('SELECT title, content FROM draft WHERE key = ?', ['sales-quote:new']);
        expect(rows).toHaveLength(1);
        expect(rows.flat().filter((cell) => String(cell).includes('PLANTED'))).toEqual([]);
      }
      expect(filesWith(company().data, 'PLANTED-DRAFT')).toEqual([]);
      await mine.dropDraft('sales-quote:new');
    });

    it('are refused when they are too large or of another shape, and nothing is changed', async () => {
      const client = await company().as('clerk');
      const mine = deskOf(client);
      const kept = await mine.preferences();
      expect(await refusal(mine.keepPreferences({ a: 'x'.repeat(64 * 1024) }))).toMatchObject({ status: 413, code: 'too_large' });
      expect(await refusal(mine.keepPreferences({ a: 'x'.repeat(1024 * 1024) }))).toMatchObject({ status: 413, code: 'too_large' });
      const large = { title: 'x', content: { a: 'x'.repeat(512 * 1024) } };
      expect(await refusal(mine.keepDraft('sales-order:new', large))).toMatchObject({ status: 413, code: 'too_large' });
      for (const [path, body] of [
        ['/preferences', '{}'],
        ['/preferences', '{"preferences":[]}'],
        ['/preferences', '{"preferences":{},"more":1}'],
        ['/preferences', ''],
        ['/drafts/sales-order%3Anew', '{"title":"x"}'],
        ['/drafts/Sales%20Order', '{"title":"x","content":{}}'],
        ['/drafts/a:b:c', '{"title":"x","content":{}}'],
      ] as const) {
        expect([path, body, await put(client, path, body)]).toEqual([path, body, 400]);
      }
      expect(await mine.preferences()).toEqual(kept);
      expect(await mine.drafts()).toEqual([]);
    });

    it('are put from the own pages alone', async () => {
      const { door } = company();
      const signedIn = await company().stranger().send('POST', '/session', {
        body: JSON.stringify({ username: 'clerk', password: PASSWORD }), headers: { 'content-type': 'application/json' },
      });
      await signedIn.arrayBuffer();
      const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
      const stranger = company().stranger();
      const body = JSON.stringify({ preferences: await (await deskFor('clerk')).preferences() });
      for (const foreign of [['origin', 'https://evil.example'], ['sec-fetch-site', 'cross-site'], ['x-terminal', 'says nothing']] as const) {
        expect(await put(stranger, '/preferences', body, { cookie, [foreign[0]]: foreign[1] })).toBe(403);
      }
      expect(await put(stranger, '/preferences', body, { cookie, origin: door.baseUrl })).toBe(204);
      expect(await put(stranger, '/preferences', body)).toBe(401);
      const response = await stranger.send('PATCH', '/preferences');
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, PUT']);
    });
  });

  describe('saved views', () => {
    it('are seen by others when they are shared, and changed by their owner alone', async () => {
      const [mine, theirs, keeper] = [await deskFor('clerk'), await deskFor('otherClerk'), await deskFor('auditor')];
      const body = { kind: 'view', object: 'customer', name: '上海客户', shared: false, content: { filter: 'city == "上海"' } } as const;
      const saved = await mine.save(body);
      expect(saved).toMatchObject({ ...body, mine: true });
      expect(await theirs.saved('view', 'customer')).toEqual([]);
      await mine.changeSaved(saved.id, { shared: true });
      expect(await theirs.saved('view', 'customer')).toEqual([{ ...saved, shared: true, mine: false }]);
      // Who does not see customers sees no views of them either.
      expect(await keeper.saved('view', 'customer')).toEqual([]);
      expect(await refusal(theirs.changeSaved(saved.id, { name: 'x' }))).toMatchObject({ status: 403 });
      expect(await refusal(theirs.dropSaved(saved.id))).toMatchObject({ status: 403 });
      await mine.dropSaved(saved.id);
      expect(await refusal(mine.dropSaved(saved.id))).toMatchObject({ status: 404 });
      const { entries } = await (await company().as('auditor')).audit({ event: 'saved.share', limit: '1' });
      expect(entries[0]).toMatchObject({ name: 'clerk', after: { saved: saved.id, name: '上海客户' } });
    });

    it('name no field and hold no value that is hidden from their reader', async () => {
      const [boss, clerk] = [await deskFor('boss'), await deskFor('clerk')];
      const view = { kind: 'view', object: 'product', shared: true } as const;
      const figure = { label: { zh: '数', en: 'Count' }, kind: 'number' as const, y: ['n'], format: 'count' as const, width: 3 };
      const made = [
        await boss.save({ ...view, name: '全部列', content: { columns: [{ path: 'name' }, { path: 'cost' }], sort: ['-cost'], group: ['category'], totals: true } }),
        await boss.save({ ...view, name: '贵的', content: { filter: 'cost > 4711' } }),
        await boss.save({
          kind: 'dashboard', object: '', name: '成本看板', shared: true,
          content: {
            cards: [
              { name: 'count', query: { object: 'product', select: ['count() as n'] }, list: { object: 'product', filter: 'cost > 4711' }, ...figure },
              { name: 'cost', query: { object: 'product', select: ['sum(cost) as n'] }, ...figure },
              { name: 'dear', query: { object: 'sales-order.lines', select: ['count() as n'], filter: 'product.cost > 4711' }, ...figure },
            ],
          },
        }),
      ];
      expect((await boss.saved('view', 'product')).map(({ name }) => name)).toEqual(['全部列', '贵的']);
      const [views, boards] = [await clerk.saved('view', 'product'), await clerk.saved('dashboard')];
      expect(JSON.stringify([views, boards])).not.toMatch(/cost|4711|贵的/);
      expect(views).toMatchObject([{ name: '全部列', content: { columns: [{ path: 'name' }], group: ['category'], totals: true } }]);
      expect(boards.map(({ content }) => content)).toEqual([{ cards: [{ name: 'count', query: { object: 'product', select: ['count() as n'] }, ...figure }] }]);
      // By its id, what is hidden is as what is not there; and nobody makes one by trying.
      const [, dear] = made;
      expect(await refusal(clerk.changeSaved(dear?.id ?? '', { name: 'x' }))).toMatchObject({ status: 404 });
      expect(await refusal(clerk.dropSaved(dear?.id ?? ''))).toMatchObject({ status: 404 });
      const tried = await refusal(clerk.save({ ...view, name: 'x', content: { filter: 'cost > 4711' } }));
      expect(tried).toMatchObject({ status: 403, code: 'field_denied' });
      const notThere = await refusal(clerk.save({ ...view, name: 'x', content: { filter: 'tsoc > 4711' } }));
      expect(tried.message.replaceAll('cost', 'tsoc')).toBe(notThere.message);
      for (const { id } of made) await boss.dropSaved(id);
    });

    it('are made once under an Idempotency-Key', async () => {
      const client = await company().as('clerk');
      const body = JSON.stringify({ kind: 'dashboard', object: '', name: '我的看板', shared: false, content: {} });
      const post = async () =>
        (await client.send('POST', '/saved', { body, headers: { 'content-type': 'application/json', 'idempotency-key': 'board-1' } })).json();
      const [first, second] = [await post(), await post()];
      expect(second).toEqual(first);
      expect(await deskOf(client).saved('dashboard')).toHaveLength(1);
      expect((await client.send('GET', '/saved')).status).toBe(400);
    });
  });

  describe('comments', () => {
    it('mention a colleague, who gets a notice', async () => {
      const { myOrder } = company().goods;
      const [clerk, manager] = [await deskFor('clerk'), await deskFor('salesManager')];
      const boss = await idOf('salesManager');
      const said = await clerk.comment('sales-order', myOrder, '  请看一下交期。 ', [boss]);
      expect(said).toMatchObject({ text: '请看一下交期。', by: { name: 'sales-clerk clerk' }, mentions: [{ id: boss, name: 'sales-manager salesManager' }] });
      expect(await manager.comments('sales-order', myOrder)).toEqual([said]);
      const [notice] = (await manager.notices()).notices;
      const number = (await (await company().as('clerk')).read('sales-order', myOrder, ['number']))['number'];
      expect(notice).toMatchObject({
        kind: 'mention', object: 'sales-order', record: myOrder, readAt: null, by: 'sales-clerk clerk',
        text: { en: `sales-clerk clerk mentioned you in a comment on Sales order ${String(number)}.` },
      });
      await manager.readNotices([notice?.id ?? '']);
      expect(await manager.notices()).toMatchObject({ unread: 0, notices: [{ readAt: expect.any(String) }] });
      await clerk.readNotices();
      const { entries } = await (await company().as('auditor')).audit({ event: 'comment.create', record: myOrder });
      expect(entries).toMatchObject([{ name: 'clerk', object: 'sales-order', after: { text: '请看一下交期。' } }]);
    });

    it('on a record out of sight are not there, neither to read nor to write', async () => {
      const { theirs, theirOrder, myOrder } = company().goods;
      const clerk = await deskFor('clerk');
      for (const [object, record] of [['customer', theirs], ['sales-order', theirOrder], ['customer', myOrder], ['voucher', myOrder], ['nothing', 'x']] as const) {
        expect(await refusal(clerk.comments(object, record))).toMatchObject({ status: 404, code: 'not_found' });
        expect(await refusal(clerk.comment(object, record, 'x'))).toMatchObject({ status: 404, code: 'not_found' });
      }
      expect(await (await deskFor('boss')).comments('customer', theirs)).toEqual([]);
    });

    it('refuse to mention who cannot see the record, and say who', async () => {
      const { theirOrder } = company().goods;
      const other = await deskFor('otherClerk');
      const refused = await refusal(other.comment('sales-order', theirOrder, 'x', [await idOf('clerk'), await idOf('boss')]));
      expect(refused).toMatchObject({ status: 422, code: 'invalid' });
      expect(refused.details?.problems).toEqual({ 'mentions.0': 'sales-clerk clerk cannot see this record and cannot be mentioned.' });
      expect(await other.comments('sales-order', theirOrder)).toEqual([]);
      for (const body of [{ text: ' ' }, { text: 'x'.repeat(4001) }, { text: 'x', mentions: 'boss' }, { words: 'x' }]) {
        const response = await (await company().as('otherClerk')).send('POST', `/records/sales-order/${theirOrder}/comments`, {
          body: JSON.stringify(body), headers: { 'content-type': 'application/json' },
        });
        await response.arrayBuffer();
        expect(response.status).toBe(400);
      }
    });

    it('come over the events of the record', async () => {
      const { client } = await company().signIn('clerk');
      const id = await order(client, company().goods.mine, company().goods.chai, '1');
      const ended = new AbortController();
      const events = await client.events({ signal: ended.signal });
      await (await deskFor('salesManager')).comment('sales-order', id, '收到');
      for await (const change of events) if (change.event === 'comment.create') {
        expect(change).toMatchObject({ object: 'sales-order', id });
        break;
      }
      ended.abort();
    });
  });

  describe('the to-do', () => {
    it('counts what waits for each desk, under a condition that lists the same', async () => {
      const clerk = await company().as('clerk');
      const { mine, theirs, chai } = company().goods;
      const before = await waiting(clerk, 'submit');
      await clerk.create('sales-order', { customer: mine, date: '2026-03-01', lines: [{ product: chai, quantity: '1' }] });
      await (await company().as('otherClerk')).create('sales-order', { customer: theirs, date: '2026-03-01', lines: [{ product: chai, quantity: '1' }] });
      expect(await waiting(clerk, 'submit')).toBe(before + 1);
      expect(await waiting(await company().as('storekeeper'), 'submit')).toBe(0);
      expect(await waiting(await company().as('storekeeper'), 'deliver')).toBeGreaterThan(0);
      const items = await deskOf(clerk).todo();
      expect(items.map((item) => item.object)).not.toContain('voucher');
      for (const { object, filter, count } of items) expect((await clerk.list(object, { filter, count: true })).total).toBe(count);
    });

    it('names documents that wait, never what is in them', async () => {
      const answers = JSON.stringify(await (await deskFor('clerk')).todo());
      expect(answers).not.toContain(THEIR_CUSTOMER);
      expect(await (await deskFor('systemOfficer')).todo()).toEqual([]);
    });
  });
}

async function waiting(client: Client, action: string): Promise<number> {
  const items = (await deskOf(client).todo()).filter((item) => item.object === 'sales-order' && item.actions.some(({ name }) => name === action));
  return items.reduce((sum, item) => sum + item.count, 0);
}

/** @returns the status */
async function put(client: Client, path: string, body: string, headers: Readonly<Record<string, string>> = {}): Promise<number> {
  const response = await client.send('PUT', path, { body, headers: { 'content-type': 'application/json', ...headers } });
  await response.arrayBuffer();
  return response.status;
}

function filesWith(root: string, marker: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((name) => join(root, name))
    .filter((path) => statSync(path).isFile() && readFileSync(path).includes(marker));
}
