import { beforeAll, expect, it } from 'vitest';
import { dashboardsSchema, describedReportsSchema } from '#common/api';
import type { Context } from '#core/context';
import { withStores } from '#db/testing';
import { tradingCompany, type TradingCompany } from '#modules/testing';
import { suite } from './index.ts';
import { roles } from './roles/index.ts';

withStores((open) => {
  let company: TradingCompany;
  const people = new Map<string, Context>();
  const as = (role: string): Context => {
    const person = people.get(role);
    if (!person) throw new Error(`nobody is ${role}`);
    return person;
  };

  beforeAll(async () => {
    company = await tradingCompany((await open()).store);
    for (const { name, grants } of roles.roles ?? []) {
      await company.test.role(name, grants);
      people.set(name, await company.test.person(name, [name]));
    }
    const product = await company.product('茶', { listPrice: '18', reorderLevel: '5' });
    await company.stock(product, '10', '10.80');
    const customer = await company.customer('华东贸易');
    const order = await company.order(customer, [[product, '2', '18']]);
    await company.act('sales-order', order.id, 'deliver', { date: '2026-01-11' });
    await company.act('sales-order', order.id, 'invoice', { date: '2026-01-11' });
    await company.order(customer, [[product, '1', '18']]);
  });

  it('reports are named to those who may run them, and refused to the others', async () => {
    const { gate } = company.test.core;
    const all = company.test.core.registry().reports.map(({ name }) => name);
    for (const role of people.keys()) {
      const named = (await gate.reports(as(role))).map(({ name }) => name);
      for (const name of all) {
        const runs = gate.report(as(role), name, name === 'general-ledger' ? { account: '1002' } : {});
        if (named.includes(name)) await expect(runs, `${role} ${name}`).resolves.toHaveProperty('rows');
        else await expect(runs, `${role} ${name}`).rejects.toMatchObject({ status: 403 });
      }
    }
    expect((await gate.reports(as('general-manager'))).map(({ name }) => name)).toEqual(all);
    expect((await gate.reports(as('storekeeper'))).map(({ name }) => name)).toEqual(['stock-balance', 'stock-ledger']);
  });

  it('a period that ends before it begins is refused instead of reported as nothing, and what cannot be read is told by its label', async () => {
    const { gate } = company.test.core;
    const ask = (name: string, params: Record<string, string>) => gate.report(company.boss, name, params);
    for (const name of ['trial-balance', 'income-statement']) await expect(ask(name, { from: '2026-05', to: '2026-01' })).rejects.toMatchObject({ code: 'invalid', details: { fields: ['from', 'to'] } });
    await expect(ask('stock-ledger', { from: '2026-01-31', to: '2026-01-01' })).rejects.toMatchObject({ code: 'invalid' });
    await expect(ask('trial-balance', { from: '2026-13', then: '1' })).rejects.toMatchObject({
      code: 'malformed', text: { zh: '报表条件有误：“起始月份”要填月份，例如 2026-11；没有“then”这一条件。' },
    });
    await expect(ask('trial-balance', { from: '2026-01', to: '2026-01' })).resolves.toHaveProperty('rows');
  });

  it('reports ask what they take, and lead to what there is', async () => {
    const { gate, registry } = company.test.core;
    const described = describedReportsSchema.parse({ reports: await gate.reports(company.boss) }).reports;
    const samples = { month: '2026-01', day: '2026-01-31', link: '0190a1b2-0000-7000-8000-000000000000' } as const;
    for (const report of described) {
      const declared = registry().reports.find(({ name }) => name === report.name);
      for (const { name, type, by, object, values = {} } of report.params) {
        if (object !== undefined) expect(registry().find(object), `${report.name} ${name}`).toBeDefined();
        const rest = report.name === 'general-ledger' ? { account: '1002' } : {};
        const given = { ...rest, [name]: by === 'code' ? '1002' : type === 'choice' ? Object.keys(values)[0] : samples[type] };
        expect(declared?.params.safeParse(given).success, `${report.name} ${name}`).toBe(true);
        expect(declared?.params.safeParse({ ...rest, [name]: '"' }).success, `${report.name} ${name}`).toBe(false);
      }
      if (report.drill?.to !== 'report') continue;
      const { report: target, params } = report.drill;
      const taken = described.find(({ name }) => name === target)?.params.map(({ name }) => name);
      expect(taken).toEqual(expect.arrayContaining(Object.keys(params)));
    }
  });

  it('reports say whose changes change them, and when there was something last', async () => {
    const { gate } = company.test.core;
    const described = new Map((await gate.reports(as('accountant'))).map((report) => [report.name, report]));
    expect(described.get('general-ledger')?.reads).toEqual(['voucher']);
    expect(described.get('trial-balance')?.reads).toEqual(['ledger-balance']);
    expect(described.get('receivable-ageing')?.reads.toSorted()).toEqual(['receipt', 'sales-invoice']);
    const latestOf = async (report: string) => {
      const latest = described.get(report)?.latest;
      return latest ? (await gate.query(as('accountant'), { object: latest.object, select: [`${latest.select} as latest`] })).rows[0]?.['latest'] : undefined;
    };
    expect(await latestOf('trial-balance')).toBe('2026-01');
    expect(await latestOf('stock-ledger')).toBe('2026-01-11');
    expect(await latestOf('receivable-ageing')).toBe('2026-01-11');
    expect(await latestOf('stock-balance')).toBeUndefined();
  });

  it('balances say at whose changes they change, to whom may see those', async () => {
    const { gate, registry } = company.test.core;
    for (const { name, derived, derivedFrom = '' } of suite.flatMap(({ objects = [] }) => objects)) expect(derived ? registry().find(derivedFrom)?.name : derivedFrom, name).toBe(derivedFrom);
    expect((await gate.object(as('accountant'), 'ledger-balance')).derivedFrom).toBe('voucher');
    expect((await gate.object(as('storekeeper'), 'stock-balance')).derivedFrom).toBe('stock-move');
    expect((await gate.object(as('sales-clerk'), 'stock-balance')).derivedFrom).toBeNull();
    expect((await gate.object(as('accountant'), 'voucher')).derivedFrom).toBeNull();
  });

  it('a balance leads to its ledger, the ledger to a voucher, stock to its document', async () => {
    const { gate } = company.test.core;
    const run = (name: string, params = {}) => gate.report(as('accountant'), name, params);
    const { rows } = await run('trial-balance');
    const receivable = rows.find(({ code }) => code === '1122');
    const [entry] = (await run('general-ledger', { account: String(receivable?.['code']) })).rows;
    // The invoice of 2 × 18: no tax on the product.
    expect(entry).toMatchObject({ debit: '36.00', balance: '36.00' });
    const voucher = await gate.read(as('accountant'), 'voucher', String(entry?.['voucher']));
    expect(voucher).toMatchObject({ sourceObject: 'sales-invoice', debit: '36.00' });
    const stock = (await run('stock-ledger')).rows.find(({ kind }) => kind === 'issue');
    expect(await gate.read(as('accountant'), String(stock?.['sourceObject']), String(stock?.['sourceId']))).toMatchObject({ state: 'posted' });
  });

  it('a file of a report needs the right to export, and is in the log', async () => {
    const { gate } = company.test.core;
    const taken = await gate.takeReport(as('general-manager'), 'trial-balance', { to: '2026-01' }, 'xlsx');
    expect(taken.answer.totals?.['debit']).toBe(taken.answer.totals?.['credit']);
    // The storekeeper reads stock moves, and exports balances alone.
    await expect(gate.takeReport(as('storekeeper'), 'stock-ledger', {}, 'csv')).rejects.toMatchObject({ code: 'forbidden' });
    const balance = await gate.takeReport(as('storekeeper'), 'stock-balance', {}, 'csv');
    expect(balance.answer.columns.map(({ name }) => name)).not.toContain('value');
    const rows = await company.test.core.store.reader.rows(`SELECT body FROM audit_entry WHERE event = 'report.export' ORDER BY seq`);
    const entries = rows.map(([body]) => JSON.parse(String(body)) as { object: string; ok: boolean; after: unknown });
    expect(entries.map(({ object, ok, after }) => [object, ok, after])).toEqual([
      ['trial-balance', true, { format: 'xlsx', params: { to: '2026-01' } }],
      ['stock-ledger', false, null],
      ['stock-balance', true, { format: 'csv', params: {} }],
    ]);
  });

  it('every card of every dashboard answers whoever it is shown to', async () => {
    const { gate, registry } = company.test.core;
    for (const role of people.keys()) {
      const { dashboards } = dashboardsSchema.parse({ dashboards: await gate.dashboards(as(role)) });
      for (const { name, cards } of dashboards) {
        for (const { query, minus, x, y, name: card } of cards) {
          const { object, select, filter, group, order, limit } = query;
          const answered = await gate.query(as(role), {
            object, select, ...(filter ? { filter } : {}), ...(group ? { group } : {}), ...(order ? { order } : {}), ...(limit ? { limit } : {}),
          });
          const members = [...y, ...(x === undefined ? [] : [x]), ...(minus === undefined ? [] : [minus])];
          for (const row of answered.rows) expect(Object.keys(row), `${role} ${name}.${card}`).toEqual(expect.arrayContaining(members));
        }
      }
    }
    const whole = await gate.dashboards(as('general-manager'));
    expect(whole).toEqual(registry().dashboards);
  });

  it('dashboards leave out what somebody may not see, and themselves when nothing is left', async () => {
    const { gate } = company.test.core;
    const shown = new Map((await gate.dashboards(as('sales-clerk'))).map(({ name, cards }) => [name, cards.map((card) => card.name)]));
    expect(shown.get('sales')).toContain('turnover');
    expect(shown.get('sales')).not.toContain('margin');
    expect(shown.get('inventory')).not.toContain('value');
    expect([...shown.keys()]).not.toContain('finance');
    expect((await gate.dashboards(as('cashier'))).map(({ name }) => name)).not.toContain('finance');
  });

  it('figures are those of the books', async () => {
    const { gate } = company.test.core;
    const figureOf = async (dashboard: string, card: string) => {
      const found = (await gate.dashboards(company.boss)).find(({ name }) => name === dashboard)?.cards.find(({ name }) => name === card);
      if (!found) throw new Error(`no ${dashboard}.${card}`);
      const { object, select, filter } = found.query;
      return (await gate.query(company.boss, { object, select, ...(filter ? { filter } : {}) })).rows[0];
    };
    // One order is open; 8 of 10 are left at 10.80; 36.00 are owed.
    expect(await figureOf('sales', 'open-orders')).toEqual({ figure: 1 });
    expect(await figureOf('inventory', 'value')).toEqual({ figure: '86.40' });
    expect(await figureOf('finance', 'receivables')).toEqual({ figure: '36.00', minus: '0.00' });
    expect(await figureOf('inventory', 'low')).toEqual({ figure: 0 });
  });
});
