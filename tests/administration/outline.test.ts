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

  it('is not for anybody else', async () => {
    for (const person of ['boss', 'clerk', 'auditor'] as const) {
      expect(await refusal((await running.signIn(person)).outline()), person).toMatchObject({ status: 403, code: 'forbidden' });
    }
  });
});
