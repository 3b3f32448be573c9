import { beforeAll, describe, expect, it } from 'vitest';
import { amount, text } from '#common/fields';
import { defineObject } from '#common/objects';
import type { Context } from '#core/context';
import { testCore, type TestCore } from '#core/testing';
import { withStores } from '#db/testing';

const Offer = defineObject({
  name: 'offer',
  kind: 'document',
  label: { zh: '报价', en: 'Offer' },
  module: 'test',
  title: 'name',
  fields: {
    name: text('名称', 'Name', { required: true }),
    phone: text('电话', 'Phone', { mask: 'phone' }),
    floor: amount('底价', 'Floor'),
    tax: text('税号', 'Tax', { unique: true }),
  },
  lifecycle: {
    states: { draft: { zh: '草稿', en: 'Draft' }, lost: { zh: '丢单', en: 'Lost' } },
    initial: 'draft',
    editable: ['draft'],
    actions: { lose: { label: { zh: '丢单', en: 'Lose' }, from: ['draft'], to: 'lost' } },
  },
});

withStores((open) => {
  let test: TestCore;
  let boss: Context;
  let clerk: Context;

  beforeAll(async () => {
    test = await testCore((await open()).store, [{ name: 'test', objects: [Offer] }]);
    await test.role('boss', { offer: { can: ['read', 'create', 'update', 'delete', 'export', 'action:*'] } });
    await test.role('clerk', {
      offer: [
        { can: ['read', 'export'], fields: { name: 'read', phone: 'masked' } },
        { can: ['create', 'update', 'delete', 'action:lose'], fields: { name: 'write', floor: 'write', tax: 'write' } },
      ],
    });
    boss = await test.person('boss', ['boss']);
    clerk = await test.person('clerk', ['clerk']);
  });

  describe('what a writer may not read', () => {
    it('is not told by a version that stays when the value was guessed right', async () => {
      const { gate } = test.core;
      const offer = await gate.create(boss, 'offer', { name: 'o', floor: '880.00' });
      const right = await gate.update(clerk, 'offer', offer.id, { version: 1, floor: '880.00' });
      const wrong = await gate.update(clerk, 'offer', offer.id, { version: 2, floor: '881.00' });
      expect([right.version, wrong.version]).toEqual([2, 3]);
      // The same for who sees the value: one rule for everybody.
      expect((await gate.update(boss, 'offer', offer.id, { version: 3, floor: '881.00' })).version).toBe(4);
      expect((await gate.history(clerk, 'offer', offer.id)).map((entry) => entry.event)).toEqual(['create']);
    });

    it('is not told by the words in which an action is refused', async () => {
      const { gate } = test.core;
      const offer = await gate.create(boss, 'offer', { name: 'o' });
      await gate.act(boss, 'offer', offer.id, 'lose', {});
      for (const refused of [
        () => gate.act(clerk, 'offer', offer.id, 'lose', {}),
        () => gate.update(clerk, 'offer', offer.id, { version: 2, name: 'p' }),
        () => gate.remove(clerk, 'offer', offer.id),
      ]) {
        const error = await refused().then(
          () => undefined,
          (thrown: unknown) => thrown as { code: string; text: unknown; details?: unknown },
        );
        expect(error?.code).toBe('wrong_state');
        expect(JSON.stringify([error?.text, error?.details])).not.toMatch(/lost|丢单”的/i);
      }
      await expect(gate.act(boss, 'offer', offer.id, 'lose', {})).rejects.toMatchObject({ details: { facts: { state: 'lost' } } });
    });

    it('is not taken away in an export, masked or not', async () => {
      const { gate } = test.core;
      await gate.create(boss, 'offer', { name: 'o', phone: '13912345678' });
      const rows = await all(gate.export(clerk, 'offer', { fields: ['name'] }));
      expect(rows.length).toBeGreaterThan(0);
      // Ids are left out of it: one in some hundreds has these four digits by chance.
      const whole = (await all(gate.export(clerk, 'offer', {}))).map(({ id: _, companyId: __, ...rest }) => rest);
      expect(whole.length).toBeGreaterThan(0);
      expect(JSON.stringify(whole)).not.toMatch(/phone|5678/);
      await expect(all(gate.export(clerk, 'offer', { fields: ['phone'] }))).rejects.toMatchObject({ code: 'field_denied' });
    });

    // Uniqueness has to hold over all records: the refusal says that there is one, and nothing of it.
    it('is told of only as a duplicate where it must be unique', async () => {
      const { gate } = test.core;
      await gate.create(boss, 'offer', { name: 'secret name', tax: '91310000' });
      const error = await gate.create(clerk, 'offer', { name: 'n', tax: '91310000' }).then(
        () => undefined,
        (thrown: unknown) => thrown as { code: string; text: unknown; details?: unknown },
      );
      expect(error).toMatchObject({ code: 'duplicate', details: { fields: ['tax'] } });
      expect(JSON.stringify([error?.text, error?.details])).not.toContain('secret name');
    });
  });
});

async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const row of rows) found.push(row);
  return found;
}
