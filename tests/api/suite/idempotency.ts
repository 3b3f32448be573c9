import { describe, expect, it } from 'vitest';
import { order, type Company } from '../testing/company.ts';
import { refusal } from '../testing/refusal.ts';

export function idempotency(company: () => Company): void {
  describe('idempotency keys', () => {
    it('make a POST act once, however often and however parallel it is sent', async () => {
      const clerk = await company().as('clerk');
      const { mine, chai } = company().goods;
      const draft = { customer: mine, date: '2026-04-01', reference: 'twenty times', lines: [{ product: chai, quantity: '1' }] };
      const idempotencyKey = `many-${company().doorName}`.replaceAll(' ', '-');
      const answers = await Promise.all(Array.from({ length: 20 }, () => clerk.create('sales-order', draft, { idempotencyKey })));
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      const { total } = await clerk.list('sales-order', { filter: 'reference == "twenty times"', count: true });
      expect(total).toBe(1);
      expect(await refusal(clerk.create('sales-order', { ...draft, reference: 'another' }, { idempotencyKey }))).toMatchObject({
        status: 409,
        code: 'idempotency_mismatch',
      });
      expect((await clerk.list('sales-order', { filter: 'reference == "another"', count: true })).total).toBe(0);
    });

    it('hold for actions: goods leave once', async () => {
      const clerk = await company().as('clerk');
      const storekeeper = await company().as('storekeeper');
      const id = await order(clerk, company().goods.mine, company().goods.chai, '10');
      const [line] = (await storekeeper.read('sales-order', id))['lines'] as { id: string }[];
      const input = { date: '2026-04-02', lines: [{ line: line?.id, quantity: '2' }] };
      const idempotencyKey = `deliver-${id}`;
      const answers = await Promise.all(
        Array.from({ length: 5 }, () => storekeeper.act('sales-order', id, 'deliver', input, { idempotencyKey })),
      );
      expect(new Set(answers.map((answer) => JSON.stringify(answer['_created']))).size).toBe(1);
      const [sent] = (await storekeeper.read('sales-order', id))['lines'] as { deliveredQuantity: string }[];
      expect(sent?.deliveredQuantity).toBe('2');
    });

    it('answer a refusal the same way again, and belong to one person', async () => {
      const clerk = await company().as('clerk');
      const other = await company().as('otherClerk');
      const { mine, theirs, chai } = company().goods;
      const wrong = { customer: theirs, date: '2026-04-01', lines: [{ product: chai, quantity: '1' }] };
      const idempotencyKey = 'of-one-person';
      const first = await refusal(clerk.create('sales-order', wrong, { idempotencyKey }));
      const again = await refusal(clerk.create('sales-order', wrong, { idempotencyKey }));
      expect([again.status, again.code, again.requestId]).toEqual([422, 'invalid', first.requestId]);
      expect(await other.create('sales-order', wrong, { idempotencyKey })).toMatchObject({ customer: theirs });
      expect(
        await refusal(
          clerk.create('sales-order', { ...wrong, customer: mine }, { idempotencyKey: '键' }).catch((error: unknown) => {
            // A header takes no such character: the client itself refuses.
            if (error instanceof TypeError) return clerk.create('sales-order', { ...wrong, customer: mine }, { idempotencyKey: 'a b' });
            throw error;
          }),
        ),
      ).toMatchObject({ status: 400, code: 'malformed' });
    });
  });
}
