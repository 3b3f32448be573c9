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
