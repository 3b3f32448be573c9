import type { Line } from '../measuring/table.ts';
import { median } from '../measuring/timing.ts';
import type { CustomerStore } from '../stores/customers.ts';

/** Directus 11 on the same kind of machine. */
const DIRECTUS = 'Directus 11: 52/s';

/** Customers created through the gate, each validated, audited and on the disk before it is answered (synchronous = FULL). */
export async function createSection({ test, admin }: CustomerStore, total: number): Promise<Line[]> {
  const { gate } = test.core;
  let serial = 0;
  const create = async (): Promise<void> => {
    serial += 1;
    const code = `NEW-${serial}`;
    const draft = { code, name: `新客户 ${serial}`, phone: '13912345678', city: '厦门', tier: 'key', creditLimit: '50000.00' };
    await gate.create(admin, 'customer', draft);
  };
  const lines: Line[] = [];
  for (const callers of [1, 8]) {
    const rates: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const each = Math.ceil(total / 5 / callers);
      const begun = performance.now();
      await Promise.all(Array.from({ length: callers }, async () => {
        for (let n = 0; n < each; n += 1) await create();
      }));
      rates.push((each * callers * 1000) / (performance.now() - begun));
    }
    const what = callers === 1 ? 'audited creates, one after the other' : `audited creates, ${callers} callers`;
    lines.push({ section: 'throughput', what, value: median(rates), unit: '/s', aim: 1000, of: DIRECTUS });
  }
  return lines;
}
