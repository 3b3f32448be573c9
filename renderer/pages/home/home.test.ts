import { describe, expect, it } from 'vitest';
import { parseExpression } from '#common/expression';
import type { ApiObject, Dashboard } from '#common/api';
import type { FieldView } from '#renderer/host';
import { latest, ownQueries, partyOf } from './own-documents.ts';
import { figuresOn, homeDashboard } from './pick-dashboard.ts';

function field(name: string, type: string, how: Partial<FieldView> = {}): FieldView {
  return { name, type, label: { zh: name, en: name }, level: 'read', writable: [], required: false, options: {}, ...how };
}
const said = (text: string) => ({ zh: text, en: text });
const ORDER: ApiObject = {
  name: 'sales-order', kind: 'document', module: 'sales', label: said('销售订单'), title: 'number', children: [], actions: [], can: ['read', 'create'],
  states: { draft: said('草稿'), confirmed: said('已确认'), delivered: said('已交货'), cancelled: said('已取消') },
  fields: [field('number', 'text'), field('ownerId', 'link', { options: { to: 'user' } }), field('createdAt', 'time'), field('date', 'date', { required: true }), field('customer', 'link', { required: true, options: { to: 'customer' } })],
};

describe('own documents', () => {
  it('are those on their way, of the last 90 days', () => {
    const [query] = ownQueries([ORDER], 'u1', '2026-11-22');
    expect(query).toMatchObject({
      filter: 'ownerId == "u1" && createdAt >= "2026-08-24T00:00:00.000Z" && state in ["draft","confirmed"]', fields: ['id', 'state', 'createdAt', 'number', 'date', 'customer'],
    });
    expect(() => parseExpression(query?.filter ?? '')).not.toThrow();
    expect(partyOf(ORDER)?.name).toBe('customer');
  });
  it('are of the kinds that the person writes, and asks for no field that is hidden or masked', () => {
    expect(ownQueries([{ ...ORDER, can: ['read'] }, { ...ORDER, kind: 'master' }, { ...ORDER, fields: ORDER.fields.filter((one) => one.name !== 'ownerId') }], 'u1', '2026-11-22')).toEqual([]);
    const masked = { ...ORDER, fields: ORDER.fields.map((one) => (one.name === 'customer' ? { ...one, level: 'masked' as const } : one)) };
    expect(ownQueries([masked], 'u1', '2026-11-22')[0]?.fields).not.toContain('customer');
  });
  it('stand with the latest first, however many kinds there are', () => {
    const at = (day: string) => ({ object: ORDER, record: { id: day, createdAt: day } });
    expect(latest([[at('2026-11-20'), at('2026-11-01')], [at('2026-11-21')]], 2).map(({ record }) => record.id)).toEqual(['2026-11-21', '2026-11-20']);
  });
});

describe('figures at the head', () => {
  const board = (name: string, ...objects: readonly string[]): Dashboard => ({
    name, label: said(name), cards: objects.map((object, at) => ({ name: `${name}${at}`, label: said(object), kind: 'number', query: { object, select: ['count()'] }, y: [], format: 'count', width: 3 })),
  });
  const ALL = [board('inventory', 'stock-balance'), board('sales', 'sales-order', 'sales-order.lines'), { ...board('charts'), cards: [] }];
  const nobodys = (): boolean => false;
  it('are of what the person writes, until another dashboard is chosen, or none', () => {
    expect(homeDashboard(ALL, undefined, nobodys, [ORDER])?.name).toBe('sales');
    expect(homeDashboard(ALL, 'inventory', nobodys, [ORDER])?.name).toBe('inventory');
    expect(homeDashboard(ALL, '', nobodys, [ORDER])).toBeUndefined();
    expect(homeDashboard(ALL, undefined, (name) => name === 'inventory', [ORDER])?.name).toBe('inventory');
    // One that is gone, or has no figures, is as good as not chosen.
    expect(homeDashboard(ALL, 'charts', nobodys, [ORDER])?.name).toBe('sales');
    expect(homeDashboard([], undefined, nobodys, [ORDER])).toBeUndefined();
  });
  it('are four at most', () => expect(figuresOn(board('many', 'a', 'b', 'c', 'd', 'e'))).toHaveLength(4));
});
