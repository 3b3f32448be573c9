import { describe, expect, it } from 'vitest';
import type { Dialect } from '../api/testing/company.ts';
import { badInputScene } from './testing/bad-input-scene.ts';
import { NASTY } from './testing/odd-values.ts';

/* Whatever is tried or imported: an answer or a clear refusal, never a 5xx; and nothing is stored by a look, nor by an import with one bad row. */
describe.each<Dialect>(['sqlite', 'postgres'])('odd values while entering, %s', (dialect) => {
  const scene = badInputScene(dialect);
  const ODD: readonly unknown[] = [
    ...NASTY.filter((text) => text.isWellFormed() && !text.includes('\0')), {}, { a: 1 }, [[]], ['x'], true, -1, 1.5, 1e300, Number.MAX_SAFE_INTEGER, '1'.repeat(60), '2026-02-30',
    '01900000-0000-7000-8000-000000000000',
  ];

  async function answered(path: string, body: unknown): Promise<{ readonly status: number; readonly text: string }> {
    const response = await scene.send('salesManager', 'POST', path, JSON.stringify(body));
    return { status: response.status, text: await response.text() };
  }

  async function fieldsOf(object: string): Promise<readonly string[]> {
    const view = (await (await scene.send('salesManager', 'GET', `/objects/${object}`)).json()) as { fields: readonly { name: string }[]; children: readonly { name: string; fields: readonly { name: string }[] }[] };
    return [...view.fields.map(({ name }) => name), ...view.children.flatMap((child) => child.fields.map(({ name }) => `${child.name}.${name}`))];
  }

  it('in every field of a draft', async () => {
    const { mine, chai } = scene.company.goods;
    const line = { product: chai, quantity: '1' };
    for (const [index, name] of (await fieldsOf('sales-order')).entries()) {
      const [first = '', second] = name.split('.');
      // A third of them for each field: every value meets every type.
      for (const odd of ODD.filter((_, at) => at % 3 === index % 3)) {
        const values = { customer: mine, date: '2026-01-10', lines: [line], [first]: second === undefined ? odd : [line, { ...line, [second]: odd }] };
        const { status, text } = await answered('/records/sales-order/try', { values });
        expect([200, 403], `${name} = ${JSON.stringify(odd).slice(0, 60)}: ${text.slice(0, 300)}`).toContain(status);
      }
    }
    for (const lines of [null, 'x', 1, {}, [null], [1], [[]], [], [{}], Array.from({ length: 5000 }, () => ({}))]) {
      expect((await answered('/records/sales-order/try', { values: { customer: mine, lines } })).status).toBe(200);
    }
  }, 120_000);

  it('in every column of a table', async () => {
    for (const object of ['customer', 'contact', 'product']) {
      for (const name of await fieldsOf(object)) {
        const rows = ODD.map((odd, index) => ({ code: `ODD${index}`, name: `行 ${index}`, [name]: odd }));
        for (const check of [true, false]) {
          // The last row lacks all that is required.
          const { status, text } = await answered('/imports', { object, rows: [...rows, {}], check });
          expect([200, 403], `${object}.${name}: ${text.slice(0, 300)}`).toContain(status);
          if (status === 200) expect(JSON.parse(text)).toMatchObject({ id: null, bad: expect.any(Number) });
        }
      }
    }
  }, 120_000);

  it('in every cell of lines, and in place of them', async () => {
    const { mine, chai } = scene.company.goods;
    const line = { product: chai, quantity: '1' };
    const order = { customer: mine, date: '2026-01-10' };
    const names = (await fieldsOf('sales-order')).flatMap((name) => (name.startsWith('lines.') ? [name.slice('lines.'.length)] : []));
    expect(names.length).toBeGreaterThan(5);
    for (const [index, name] of names.entries()) {
      const rows = ODD.map((odd) => ({ ...order, lines: [line, { ...line, [name]: odd }] }));
      const { status, text } = await answered('/imports', { object: 'sales-order', rows: [...rows, { ...order, lines: [] }], check: index % 2 === 0 });
      expect([200, 403], `${name}: ${text.slice(0, 300)}`).toContain(status);
      if (status === 200) expect(JSON.parse(text)).toMatchObject({ id: null, bad: expect.any(Number) });
    }
    for (const lines of [...ODD, null, [null], [[line]], [7, line], [{}], { 0: line }, Array.from({ length: 2001 }, () => line)]) {
      const { status, text } = await answered('/imports', { object: 'sales-order', rows: [{ ...order, lines }, { ...order, lines: [] }], check: false });
      expect([200, 403], `${JSON.stringify(lines).slice(0, 60)}: ${text.slice(0, 300)}`).toContain(status);
    }
    const { theirOrder } = scene.company.goods;
    const invoices = ODD.map((orderLine) => ({ order: theirOrder, date: '2026-01-10', lines: [{ orderLine, quantity: '1' }] }));
    expect((await scene.send('accountant', 'POST', '/imports', JSON.stringify({ object: 'sales-invoice', check: true, rows: invoices }))).status).toBe(200);
    for (const into of ODD) {
      const { status, text } = await answered('/imports', { object: 'sales-order', rows: [{ ...order, lines: [line] }], check: false, into });
      expect([400, 404], `${JSON.stringify(into).slice(0, 60)}: ${text.slice(0, 300)}`).toContain(status);
    }
    // JSON can name what objects of a program have by themselves.
    for (const name of ['__proto__', 'constructor', 'toString']) {
      const body = `{"object":"sales-order","check":false,"rows":[{"lines":[{"${name}":{"x":1}}],"${name}":[{"product":"x"}]}]}`;
      expect([400, 403]).toContain((await scene.send('salesManager', 'POST', '/imports', body)).status);
    }
  }, 120_000);

  it('where an import or a record is named', async () => {
    for (const odd of NASTY) {
      const id = encodeURIComponent(odd.toWellFormed());
      for (const [method, path] of [['DELETE', `/imports/${id}`], ['GET', `/records/customer/${id}/related`]] as const) {
        const response = await scene.send('salesManager', method, path);
        expect([404, 405], `${method} ${path.slice(0, 80)}: ${(await response.text()).slice(0, 200)}`).toContain(response.status);
      }
    }
  });
});
