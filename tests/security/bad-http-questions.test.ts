import { describe, expect, it } from 'vitest';
import type { Dialect } from '../api/testing/company.ts';
import { expectClearRefusal } from './testing/bad-answer.ts';
import { badInputScene } from './testing/bad-input-scene.ts';
import { BAD_FILTERS, NASTY_TEXTS } from './testing/nasty.ts';

/* Paths, parameters and headers that are none: a clear 4xx, never a 5xx, and nothing changed. */
describe.each<Dialect>(['sqlite', 'postgres'])('bad questions, %s', (dialect) => {
  const scene = badInputScene(dialect);

  it('conditions that are none, in lists and queries', async () => {
    for (const filter of BAD_FILTERS) {
      const asked = new URLSearchParams({ filter }).toString();
      await expectClearRefusal(await scene.send('salesManager', 'GET', `/records/customer?${asked}`), `filter ${filter.slice(0, 80)}`);
      await expectClearRefusal(
        await scene.send('salesManager', 'POST', '/query', JSON.stringify({ object: 'customer', select: ['count()'], filter })),
        `query ${filter.slice(0, 80)}`,
      );
    }
  });

  it('nasty texts as fields, sorts, cursors, limits, searches, groups, reports and objects', async () => {
    for (const text of NASTY_TEXTS) {
      const part = encodeURIComponent(text.replaceAll('\u0000', '%00'));
      const query = (name: string): string => `/records/customer?${new URLSearchParams({ [name]: text }).toString()}`;
      for (const name of ['fields', 'sort', 'cursor', 'limit', 'count', 'archived', 'format', 'nosuch']) {
        const path = query(name);
        const response = await scene.send('salesManager', 'GET', path);
        // `true` is a flag, and an empty format is none.
        if (response.status === 200) expect(['true'], path).toContain(text);
        else await expectClearRefusal(response, path.slice(0, 120));
      }
      const searched = await scene.send('salesManager', 'GET', query('search'));
      expect(searched.status === 200 ? 200 : (await expectClearRefusal(searched, text.slice(0, 60))).status).toBeLessThan(500);
      for (const asked of [
        { object: text, select: ['count()'] },
        { object: 'customer', select: [text] },
        { object: 'customer', select: ['count()'], group: [text] },
        { object: 'customer', select: ['count()'], order: [text] },
        { object: 'customer', select: [`count() as ${text}`], order: ['x'] },
        { object: 'customer', select: [`sum(${text})`] },
      ]) {
        await expectClearRefusal(
          await scene.send('salesManager', 'POST', '/query', JSON.stringify(asked)),
          JSON.stringify(asked).slice(0, 120),
        );
      }
      for (const path of [
        `/objects/${part}`,
        `/records/${part}`,
        `/reports/${part}`,
        `/records/customer/${part}`,
        `/records/sales-order/${scene.company.goods.myOrder}/actions/${part}`,
      ]) {
        if (text === '' || /^[. ]*$/.test(text) || text.includes('..')) continue;
        await expectClearRefusal(
          await scene.send(
            'salesManager',
            path.includes('/actions/') ? 'POST' : 'GET',
            path,
            path.includes('/actions/') ? '{}' : undefined,
          ),
          path.slice(0, 120),
        );
      }
      for (const name of ['from', 'to', 'cursor', 'limit']) {
        await expectClearRefusal(
          await scene.send('auditor', 'GET', `/audit?${new URLSearchParams({ [name]: text }).toString()}`),
          `audit ${name} ${text.slice(0, 40)}`,
        );
      }
      await expectClearRefusal(
        await scene.send('accountant', 'GET', `/reports/trial-balance?${new URLSearchParams({ from: text }).toString()}`),
        `report ${text.slice(0, 40)}`,
      );
      await expectClearRefusal(
        await scene.send('auditor', 'POST', '/audit/exports', JSON.stringify({ from: text })),
        `export from ${text.slice(0, 40)}`,
      );
    }
    for (const limit of ['0', '-1', '501', '1e3', '999999999999', '1.5', 'ten'])
      await expectClearRefusal(await scene.send('salesManager', 'GET', `/records/customer?limit=${limit}`), limit);
    for (const limit of [0, -1, 10_001, 1.5, '5', null, 1e300])
      await expectClearRefusal(
        await scene.send('salesManager', 'POST', '/query', JSON.stringify({ object: 'customer', select: ['count()'], limit })),
        String(limit),
      );
    for (const twice of ['limit=1&limit=2', 'fields=name&fields=code', 'filter=true&filter=false'])
      await expectClearRefusal(await scene.send('salesManager', 'GET', `/records/customer?${twice}`), twice);
    for (const fields of [',', 'name,', 'name,,code', Array.from({ length: 3000 }, () => 'name').join(',')]) {
      const response = await scene.send('salesManager', 'GET', `/records/customer?fields=${fields}`);
      if (response.status !== 200) await expectClearRefusal(response, fields.slice(0, 40));
    }
  });

  it('cursors from elsewhere', async () => {
    const first = (await (await scene.send('salesManager', 'GET', '/records/customer?limit=1&sort=name')).json()) as { next: string };
    expect(first.next).toBeTruthy();
    const forged = [
      first.next.slice(1),
      `${first.next}x`,
      first.next.slice(0, -4),
      Buffer.from('{}').toString('base64url'),
      Buffer.from('["a"]').toString('base64url'),
      Buffer.from(JSON.stringify({ after: [[]] })).toString('base64url'),
    ];
    for (const cursor of forged)
      await expectClearRefusal(
        await scene.send('salesManager', 'GET', `/records/customer?limit=1&sort=name&cursor=${encodeURIComponent(cursor)}`),
        cursor,
      );
    await expectClearRefusal(
      await scene.send('salesManager', 'GET', `/records/customer?limit=1&sort=-name,code&cursor=${encodeURIComponent(first.next)}`),
      'of another sort',
    );
    await expectClearRefusal(
      await scene.send('salesManager', 'GET', `/records/product?limit=1&sort=listPrice&cursor=${encodeURIComponent(first.next)}`),
      'of another object',
    );
  });

  it('tokens, cookies and headers that are none', async () => {
    for (const authorization of [
      'Bearer',
      'Bearer ',
      'Basic YTpi',
      'bearer x y',
      `Bearer ${'x'.repeat(600)}`,
      'Bearer ../../x',
      `Bearer ${"' OR 1=1 --"}`,
    ]) {
      expect(
        (await expectClearRefusal(await scene.send(undefined, 'GET', '/session', undefined, { authorization }), authorization)).status,
      ).toBe(401);
    }
    for (const cookie of [
      '__Host-panshi=',
      '__Host-panshi',
      '__Host-panshi=x; __Host-panshi=y',
      '=;=;=',
      `__Host-panshi=${'x'.repeat(5000)}`,
    ]) {
      expect(
        (await expectClearRefusal(await scene.send(undefined, 'GET', '/session', undefined, { cookie }), cookie.slice(0, 40))).status,
      ).toBe(401);
    }
    const odd: readonly Record<string, string>[] = [
      { 'x-reason': '%' },
      { 'x-reason': '%ff' },
      { 'x-company': "'" },
      { 'x-company': 'x'.repeat(5000) },
    ];
    for (const headers of odd) {
      await expectClearRefusal(await scene.send('clerk', 'GET', '/session', undefined, headers), JSON.stringify(headers).slice(0, 60));
    }
    for (const key of ['a b', 'x'.repeat(201), ' ', 'ÿ']) {
      await expectClearRefusal(
        await scene.send('clerk', 'POST', '/records/contact', '{"name":"x"}', { 'idempotency-key': key }),
        `idempotency key ${key.slice(0, 20)}`,
      );
    }
    for (const language of ['x'.repeat(8000), ';;;q=q', 'zh;q=NaN', '*;q=-1', 'en;q=1e999']) {
      expect((await scene.send('clerk', 'GET', '/session', undefined, { 'accept-language': language })).status).toBe(200);
    }
  });
});
