import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusal } from '../api/testing/refusal.ts';
import { runningHost, type RunningHost } from './testing/running-host.ts';

/* Who writes roles has to know the names of what there is, and sees no record for it. */
describe('the outline of all objects', () => {
  let running: RunningHost;

  beforeAll(async () => {
    running = await runningHost('sqlite');
  });
  afterAll(() => running.close());

  it('names every field for the officers who write roles and customisations', async () => {
    for (const person of ['securityOfficer', 'systemOfficer'] as const) {
      const officer = await running.signIn(person);
      const objects = await officer.outline();
      const customer = objects.find((object) => object.name === 'customer');
      expect(customer?.fields.map((field) => field.name)).toEqual(expect.arrayContaining(['name', 'phone', 'creditLimit']));
      expect(customer?.fields.find((field) => field.name === 'phone')).toMatchObject({ personal: true });
      const order = objects.find((object) => object.name === 'sales-order');
      expect(order?.fields.find((field) => field.name === 'margin')).toMatchObject({ system: true, computedFrom: ['netAmount', 'costAmount'] });
      expect(order?.actions.map((action) => action.name)).toContain('deliver');
      expect(await refusal(officer.list('customer'))).toMatchObject({ status: 403, code: 'forbidden' });
    }
  });

  it('tells who customises what can be customised, and the auditor what the log speaks of', async () => {
    const objects = await (await running.signIn('auditor')).outline();
    const order = objects.find((object) => object.name === 'sales-order');
    expect(order).toMatchObject({ takesFields: true, numbering: { prefix: 'SO', per: 'year', digits: 6 } });
    expect(order?.fields.find((field) => field.name === 'customer')).toMatchObject({ to: 'customer' });
    expect(order?.fields.find((field) => field.name === 'totalAmount')).toMatchObject({ scale: 2 });
    const takes = (name: string): boolean | undefined => objects.find((object) => object.name === name)?.takesFields;
    expect([takes('stock-balance'), takes('customisation'), takes('customer')]).toEqual([false, false, true]);
  });

  it('is not for anybody else', async () => {
    for (const person of ['boss', 'clerk'] as const) {
      expect(await refusal((await running.signIn(person)).outline()), person).toMatchObject({ status: 403, code: 'forbidden' });
    }
  });
});

/* Whoever decides how documents are numbered sees where the rows of numbers stand; it tells how many documents there are, so nobody else does. */
describe('the next numbers', () => {
  let running: RunningHost;

  beforeAll(async () => {
    running = await runningHost('sqlite');
  });
  afterAll(() => running.close());

  it('are told to the system administrator, each as its document then gets it', async () => {
    const officer = await running.signIn('systemOfficer');
    const next = await officer.nextNumbers();
    expect(new Set(next.map(({ company }) => company)).size).toBe(1);
    const year = next.find(({ object }) => object === 'sales-order')?.number.slice(3, 7);
    expect(next).toContainEqual({ object: 'sales-order', company: next[0]?.company, number: `SO-${year}-000001` });
    expect(await officer.nextNumbers({ object: 'sales-order', prefix: 'XS', per: 'ever', digits: 4 })).toEqual([
      { object: 'sales-order', company: next[0]?.company, number: 'XS-0001' },
    ]);
    expect(await officer.nextNumbers()).toEqual(next);
  });

  it('are not told to anybody else', async () => {
    for (const person of ['boss', 'clerk', 'securityOfficer', 'auditor'] as const) {
      expect(await refusal((await running.signIn(person)).nextNumbers()), person).toMatchObject({ status: 403, code: 'forbidden' });
    }
  });

  it('of a rule that is none are refused', async () => {
    const officer = await running.signIn('systemOfficer');
    const rule = { object: 'sales-order', prefix: 'XS', per: 'year', digits: 5 };
    for (const wrong of [{ object: 'customer' }, { object: 'nothing' }, { prefix: 'x y' }, { per: 'month' }, { digits: 2 }]) {
      expect(await refusal(officer.nextNumbers({ ...rule, ...wrong })), JSON.stringify(wrong)).toMatchObject({ status: 422, code: 'invalid' });
    }
    for (const search of ['?object=sales-order', '?object=sales-order&prefix=XS&per=year&digits=x', '?company=all']) {
      expect((await officer.send('GET', `/numbering${search}`)).status, search).toBe(400);
    }
  });
});
