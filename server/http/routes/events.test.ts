import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deskOf, type ApiChange, type Client } from '#common/api';
import { readEvents } from '#common/api/read-events.ts';
import { testHost, type TestHost } from '#server/testing';

let test: TestHost;
let now = new Date('2026-03-02T08:00:00Z');

beforeAll(async () => {
  test = await testHost('sqlite', () => now);
});
afterAll(() => test.remove());

/** What a person is told until a change that fits. */
async function told(client: Client, work: () => Promise<unknown>, last: (change: ApiChange) => boolean): Promise<ApiChange[]> {
  const changes = readEvents(await client.send('GET', '/events', { headers: { accept: 'text/event-stream' } }))[Symbol.asyncIterator]();
  await work();
  const all: ApiChange[] = [];
  for (;;) {
    const { done, value } = await changes.next();
    if (done === true) throw new Error('the stream ended');
    all.push(value);
    if (last(value)) break;
  }
  await changes.return?.();
  return all;
}

describe('the stream of changes', () => {
  it('keeps no session alive that nobody uses: pages open it again by themselves', async () => {
    const clerk = await test.as('sales.clerk');
    for (let minute = 0; minute < 14; minute += 7) {
      now = new Date(now.getTime() + 7 * 60_000);
      const stream = await clerk.send('GET', '/events', { headers: { accept: 'text/event-stream' } });
      expect(stream.status).toBe(200);
      await stream.body?.cancel();
    }
    now = new Date(now.getTime() + 60_000);
    await expect(clerk.me()).rejects.toMatchObject({ status: 401 });
  });

  it('tells colleagues nothing of who signs in, whose password is reset, and who looks at what', async () => {
    const clerk = await test.as('sales.clerk');
    const officer = await test.as('system.officer');
    const { id: manager } = await (await test.as('sales.manager')).me();
    const mine = await clerk.create('customer', { code: 'C1', name: '华东贸易', phone: '13800138000' });
    const all = await told(
      clerk,
      async () => {
        const seller = await test.as('sales.manager');
        await officer.startReset(manager);
        await seller.unmask('customer', mine.id, ['phone'], '核对电话');
        await deskOf(seller).comment('customer', mine.id, '已核对');
        await seller.update('customer', mine.id, { version: 1, city: '上海' });
      },
      ({ event }) => event === 'update',
    );
    expect(all.map(({ object, id, event }) => [object, id, event])).toEqual([
      ['customer', mine.id, 'comment.create'],
      ['customer', mine.id, 'update'],
    ]);
  });
});
