import { describe, expect, it } from 'vitest';
import type { Dialect } from '../api/testing/company.ts';
import type { PersonName } from '../api/testing/people.ts';
import { expectClearRefusal } from './testing/bad-answer.ts';
import { badInputScene, type Body } from './testing/bad-input-scene.ts';

/* Bodies that are none, or hold what they may not: a clear 4xx, never a 5xx, and nothing changed. */
describe.each<Dialect>(['sqlite', 'postgres'])('bad bodies, %s', (dialect) => {
  const scene = badInputScene(dialect);

  /** Every call that takes a JSON body, with somebody who may make it. */
  const bodies = (): readonly (readonly [PersonName | undefined, string, string])[] => [
    [undefined, 'POST', '/session'],
    ['clerk', 'POST', '/session/password'],
    ['salesManager', 'POST', '/records/customer'],
    ['clerk', 'POST', '/records/sales-order'],
    ['clerk', 'POST', '/records/sales-order/try'],
    ['salesManager', 'POST', '/imports'],
    ['salesManager', 'PATCH', `/records/customer/${scene.company.goods.mine}`],
    ['salesManager', 'POST', `/records/sales-order/${scene.company.goods.myOrder}/actions/deliver`],
    ['salesManager', 'POST', `/records/customer/${scene.company.goods.mine}/unmask`],
    ['salesManager', 'POST', '/query'],
    ['salesManager', 'POST', `/records/customer/${scene.company.goods.mine}/comments`],
    ['clerk', 'PUT', '/preferences'],
    ['clerk', 'PUT', '/drafts/customer:new'],
    ['clerk', 'POST', '/saved'],
    ['clerk', 'POST', '/notices/read'],
    ['auditor', 'POST', '/audit/exports'],
    ['systemOfficer', 'POST', '/records/user'],
    ['systemOfficer', 'POST', '/customisations'],
    ['securityOfficer', 'POST', '/records/role'],
  ];

  it('malformed JSON, on every call that takes a body', async () => {
    const broken: readonly (string | Uint8Array<ArrayBuffer>)[] = [
      '{',
      '}',
      '{"a":}',
      '{"a":1,}',
      "{'a':1}",
      '[]',
      'null',
      '"x"',
      '1',
      'true',
      'undefined',
      '{"a":1} x',
      '{"a":1}{"b":2}',
      '\uFEFF{"x":',
      '{"a":NaN}',
      '{"a":Infinity}',
      '{"a":1e999}',
      '{"a":01}',
      '{"a":1,"a":2}',
      '{"a":{"b":1,"b":2}}',
      '{"__proto__":{"x":1}}',
      '{"constructor":{"prototype":{}}}',
      '{"a":{"__proto__":null}}',
      '{"\\u005f_proto__":1}',
      '{"a":"\\ud800"}',
      '{"a":"\\u0000"}',
      '{"a":"\n"}',
      `{"a":${'['.repeat(100)}${']'.repeat(100)}}`,
      '['.repeat(100_000),
      `{"a":${'{"a":'.repeat(50_000)}`,
      '{"a":"\\x"}',
      '// {}',
      '<a/>',
      'a=1&b=2',
      new Uint8Array([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0xfe, 0x22, 0x7d]),
      new Uint8Array([0xc0, 0xaf]),
      new Uint8Array([0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x3a, 0x31, 0x7d]),
      new Uint8Array(64),
    ];
    for (const [person, method, path] of bodies()) {
      for (const body of broken) {
        const { status } = await expectClearRefusal(
          await scene.send(person, method, path, body),
          `${method} ${path} ${String(body).slice(0, 60)}`,
        );
        // The address of the tests may be slowed down for its failed sign-ins; everything else is malformed.
        expect(person === undefined ? [400, 429] : [400], `${method} ${path} ${String(body).slice(0, 60)}`).toContain(status);
      }
    }
  });

  it('bodies that are too large, or of another kind', async () => {
    // A few bytes more than the interface promises to take.
    const moreThan = (megabytes: number): string => `{"name":"${'x'.repeat(megabytes * 1024 * 1024)}"}`;
    for (const [person, method, path] of bodies().slice(1)) {
      const large = moreThan(path === '/imports' ? 16 : 1);
      expect(await expectClearRefusal(await scene.send(person, method, path, large), path)).toEqual({ status: 413, code: 'too_large' });
      const endless = new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(new Uint8Array(65_536)) });
      expect(await expectClearRefusal(await scene.send(person, method, path, endless), path)).toEqual({ status: 413, code: 'too_large' });
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'application/jsonx',
        'text/json',
        '',
        ',',
      ]) {
        expect(
          (await expectClearRefusal(await scene.send(person, method, path, '{"name":"x"}', { 'content-type': type }), `${path} as ${type}`))
            .status,
        ).toBe(415);
      }
    }
  });

  it('every field of every object that somebody may make, with values of wrong types', async () => {
    const { mine, chai, warehouse, supplier } = scene.company.goods;
    const line = { product: chai, quantity: '1' };
    const whole: readonly (readonly [PersonName, string, Readonly<Record<string, unknown>>])[] = [
      ['salesManager', 'customer', { code: 'BAD1', name: '坏输入' }],
      ['salesManager', 'contact', { name: '某人', customer: mine }],
      ['salesManager', 'lead', { name: '某公司' }],
      ['salesManager', 'sales-order', { customer: mine, date: '2026-01-10', lines: [line] }],
      ['salesManager', 'sales-quote', { customer: mine, date: '2026-01-10', lines: [line] }],
      ['buyer', 'product', { code: 'BAD1', name: '坏产品' }],
      ['buyer', 'purchase-order', { supplier, date: '2026-01-10', warehouse, lines: [{ ...line, price: '1' }] }],
      ['accountant', 'voucher', { date: '2026-01-10', summary: '坏凭证', lines: [{ account: chai, debit: '1' }] }],
    ];
    for (const [person, object, draft] of whole) {
      const view = (await (await scene.send(person, 'GET', `/objects/${object}`)).json()) as {
        fields: readonly { name: string; type: string }[];
        children: readonly { name: string; fields: readonly { name: string; type: string }[] }[];
      };
      for (const field of view.fields) {
        for (const wrong of wrongValues(field.type)) {
          const { status } = await expectClearRefusal(
            await scene.send(person, 'POST', `/records/${object}`, JSON.stringify({ ...draft, [field.name]: wrong })),
            `${object}.${field.name} = ${JSON.stringify(wrong)?.slice(0, 60)}`,
          );
          expect([400, 403, 422]).toContain(status);
        }
      }
      for (const child of view.children) {
        const [row] = draft[child.name] as readonly object[];
        for (const rows of [null, 'x', 1, {}, [null], [1], ['x'], [[]], [], [{}], Array.from({ length: 20_000 }, () => ({}))]) {
          await expectClearRefusal(
            await scene.send(person, 'POST', `/records/${object}`, JSON.stringify({ ...draft, [child.name]: rows })),
            `${object}.${child.name} = ${JSON.stringify(rows).slice(0, 60)}`,
          );
        }
        // A row says its place and its parent when it is read; given back, they count for nothing.
        for (const field of child.fields.filter(({ name }) => name !== 'parentId' && name !== 'position')) {
          for (const wrong of wrongValues(field.type)) {
            await expectClearRefusal(
              await scene.send(
                person,
                'POST',
                `/records/${object}`,
                JSON.stringify({ ...draft, [child.name]: [{ ...row, [field.name]: wrong }] }),
              ),
              `${object}.${child.name}.${field.name}`,
            );
          }
        }
      }
      for (const unknown of [
        'nosuch',
        'Name',
        'name ',
        'name; DROP TABLE customer',
        'toString',
        'hasOwnProperty',
        '',
        '_masked',
        'company_id',
        'rowid',
        'lines.0',
      ]) {
        const { code } = await expectClearRefusal(
          await scene.send(person, 'POST', `/records/${object}`, JSON.stringify({ ...draft, [unknown]: 'x' })),
          `${object}.${unknown}`,
        );
        expect(['field_denied', 'malformed', 'invalid'], `${object}.${unknown}`).toContain(code);
      }
    }
  });

  it('ids of other objects, of another company, and of nothing', async () => {
    const { mine, chai, myOrder, warehouse, supplier } = scene.company.goods;
    const nowhere = [
      chai,
      scene.elsewhere.customer,
      scene.elsewhere.company,
      supplier,
      '01900000-0000-7000-8000-000000000000',
      '00000000-0000-0000-0000-000000000000',
      mine.toUpperCase().replace(/^./, 'G'),
      `${mine} `,
      `${mine}'--`,
      '1',
      '-1',
      '*',
      'null',
      '%2e%2e',
      '..',
      mine.slice(1),
      '',
    ];
    for (const id of nowhere) {
      const part = encodeURIComponent(id);
      for (const [method, path, body] of [
        ['GET', `/records/customer/${part}`],
        ['GET', `/records/customer/${part}/history`],
        ['GET', `/records/customer/${part}/attachments`],
        ['GET', `/records/customer/${part}/attachments/${part}`],
        ['GET', `/records/customer/${part}/comments`],
        ['POST', `/records/customer/${part}/comments`, '{"text":"x"}'],
        ['PATCH', `/saved/${part}`, '{"name":"x"}'],
        ['DELETE', `/saved/${part}`],
        ['PATCH', `/records/customer/${part}`, '{"version":1,"city":"x"}'],
        ['DELETE', `/records/sales-order/${part}`],
        ['POST', `/records/sales-order/${part}/actions/submit`, '{}'],
        ['POST', `/records/customer/${part}/unmask`, '{"fields":["phone"],"reason":"x"}'],
        ['GET', `/records/customer/${mine}/attachments/${part}`],
      ] as const) {
        // Without an id it is another address: a list, or none.
        if (id === '' && method === 'GET') continue;
        const { status } = await expectClearRefusal(await scene.send('salesManager', method, path, body), `${method} ${path}`);
        expect([404, 405], `${method} ${path}`).toContain(status);
      }
      for (const draft of [
        { customer: id, date: '2026-01-10', lines: [{ product: chai, quantity: '1' }] },
        { customer: mine, date: '2026-01-10', lines: [{ product: id === chai ? mine : id, quantity: '1' }] },
        { customer: mine, date: '2026-01-10', warehouse: id === '' ? 'x' : id, lines: [{ product: chai, quantity: '1' }] },
        { customer: mine, date: '2026-01-10', lines: [{ id: id === '' ? 'x' : id, product: chai, quantity: '1' }] },
      ]) {
        const { status } = await expectClearRefusal(
          await scene.send('salesManager', 'POST', '/records/sales-order', JSON.stringify(draft)),
          `link to ${id}: ${JSON.stringify(draft)}`,
        );
        expect([400, 403, 422]).toContain(status);
      }
      await expectClearRefusal(
        await scene.send(
          'salesManager',
          'POST',
          `/records/sales-order/${myOrder}/actions/deliver`,
          JSON.stringify({ date: '2026-01-12', warehouse: id === warehouse ? chai : id || 'x' }),
        ),
        `deliver from ${id}`,
      );
      await expectClearRefusal(
        await scene.send(
          'salesManager',
          'POST',
          `/records/sales-order/${myOrder}/actions/deliver`,
          JSON.stringify({ date: '2026-01-12', lines: [{ line: id || 'x', quantity: '1' }] }),
        ),
        `deliver line ${id}`,
      );
      await expectClearRefusal(await scene.send('salesManager', 'GET', '/session', undefined, { 'x-company': id || 'x' }), `company ${id}`);
    }
  });

  it('files that are none, and too many of them', async () => {
    const path = `/records/customer/${scene.company.goods.mine}/attachments`;
    const name = { 'x-file-name': 'a.txt', 'content-type': 'text/plain' };
    const bad: readonly (readonly [Body | undefined, Record<string, string>])[] = [
      ['x', { 'content-type': 'text/plain' }],
      ['x', { ...name, 'x-file-name': '%' }],
      ['x', { ...name, 'x-file-name': '' }],
      ['x', { ...name, 'x-file-name': '..' }],
      ['x', { ...name, 'x-file-name': encodeURIComponent('\u0000') }],
      ['x', { ...name, 'content-type': 'application/x-msdownload' }],
      ['x', { ...name, 'content-type': '' }],
      ['MZ......................', { ...name, 'content-type': 'application/octet-stream' }],
      ['not a form', { 'content-type': 'multipart/form-data; boundary=x' }],
      ['not a form', { 'content-type': 'multipart/form-data', 'content-length': '10' }],
      ['--x\r\n\r\n', { 'content-type': 'multipart/form-data; boundary=x', 'content-length': '7' }],
    ];
    for (const [body, headers] of bad)
      await expectClearRefusal(await scene.send('salesManager', 'POST', path, body, headers), JSON.stringify(headers));
    let sent = 0;
    const huge = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        controller.enqueue(new Uint8Array(1024 * 1024).fill(65));
      },
    });
    expect(await expectClearRefusal(await scene.send('salesManager', 'POST', path, huge, name), 'endless file')).toEqual({
      status: 413,
      code: 'too_large',
    });
    expect(sent).toBeLessThan(60);
  });
});

/** Values that no field of the type takes. */
function wrongValues(type: string): readonly unknown[] {
  const never: readonly unknown[] = [{}, { a: 1 }, [[]], ['x']];
  switch (type) {
    case 'text':
    case 'longText':
      return [...never, 1, true, 'a\u0000b', 'x'.repeat(200_000)];
    case 'json':
      return [];
    case 'bool':
      return [...never, 'true', 1, 'x'];
    case 'int':
      return [...never, '1.5', 1.5, 1e300, true, 'x', '1'.repeat(30)];
    case 'decimal':
      return [...never, true, 'x', '1e5', '1,5', 'NaN', 'Infinity', '--1', '9'.repeat(60), '0x1', '1'.repeat(30), 1.5];
    case 'date':
      return [...never, true, 1, 'x', '2026-02-30', '2026-13-01', '20260101', '2026-1', '0000-00-00', '2026-01-01T00:00:00Z'];
    default:
      return [...never, true, 1, 'x', '01900000-0000-7000-8000-000000000000'];
  }
}
