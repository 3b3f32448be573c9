import { describe, expect, it } from 'vitest';
import type { ApiOutline } from '#common/api';
import { grantChanges } from './changes.ts';
import { problemOfCondition } from './condition.ts';
import { mergeGrants, namedLevel, readGrants, withLevel, withVerb, writeGrants, type Grant } from './grants.ts';
import { levelIn, linesOf } from './outline.ts';

const text = (zh: string) => ({ zh, en: zh });
const field = (name: string, more: Partial<ApiOutline['fields'][number]> = {}): ApiOutline['fields'][number] => ({
  name, type: 'text', label: text(name), system: false, personal: false, computedFrom: [], ...more,
});
const order: ApiOutline = {
  name: 'sales-order', kind: 'document', label: text('订单'), module: 'sales', numbering: null, takesFields: true,
  fields: [
    field('customer', { type: 'link', to: 'customer' }), field('phone', { personal: true }), field('net', { type: 'decimal', scale: 2, system: true }),
    field('cost', { type: 'decimal', scale: 2, system: true }), field('margin', { type: 'decimal', scale: 2, system: true, computedFrom: ['net', 'cost'] }),
  ],
  children: [{ name: 'lines', label: text('明细'), fields: [field('price'), field('gain', { computedFrom: ['parent.cost', 'price'] })] }],
  actions: [{ name: 'submit', label: text('提交') }, { name: 'cancel', label: text('取消') }],
};

describe('the grants of a role', () => {
  it('come back as they were kept, also what the page has no control for', () => {
    const kept = {
      'sales-order': [{ can: ['read', 'action:*'], rows: 'all', fields: { '*': 'read', 'lines.*': 'none' } }, { can: ['read', 'update', 'sign'], rows: { when: 'net > 5' } }],
      customer: { can: ['read'], rows: 'region' },
    };
    expect(writeGrants(readGrants(kept))).toEqual(kept);
  });

  it('name levels from the most exact name to the rest', () => {
    const grant: Grant = { can: ['read'], fields: { '*': 'read', 'lines.*': 'masked', 'lines.price': 'none' } };
    expect([namedLevel(grant, 'customer'), namedLevel(grant, 'lines.gain'), namedLevel(grant, 'lines.price')]).toEqual([
      { level: 'read', by: 'rest' }, { level: 'masked', by: 'table' }, { level: 'none', by: 'itself' },
    ]);
    expect(namedLevel({ can: ['read'] }, 'customer')).toEqual({ level: 'write', by: 'open' });
    expect(namedLevel({ can: ['read'], fields: { customer: 'read' } }, 'phone')).toEqual({ level: 'none', by: 'rest' });
  });

  it('stay as open as they were when the first field is closed', () => {
    const closed = withLevel({ can: ['read'] }, 'phone', 'masked');
    expect(closed.fields).toEqual({ '*': 'write', phone: 'masked' });
    expect(withLevel(closed, 'phone', undefined).fields).toEqual({ '*': 'write' });
    expect(withLevel(closed, '*', undefined)).toBe(closed);
  });

  it('take all actions apart when one is taken away', () => {
    expect(withVerb({ can: ['read', 'action:*'] }, 'action:cancel', false, ['submit', 'cancel']).can).toEqual(['read', 'action:submit']);
    expect(withVerb({ can: ['read', 'action:submit'] }, 'action:*', true, ['submit', 'cancel']).can).toEqual(['read', 'action:*']);
    expect(withVerb({ can: ['read', 'action:*'] }, 'action:*', false, ['submit', 'cancel']).can).toEqual(['read']);
  });

  it('close what is computed from something closed, and never open what the program sets', () => {
    const grant: Grant = { can: ['read'], fields: { '*': 'write', cost: 'masked' } };
    expect([levelIn(order, grant, 'net'), levelIn(order, grant, 'margin'), levelIn(order, grant, 'lines.gain'), levelIn(order, grant, 'lines.price')]).toEqual(['read', 'none', 'none', 'write']);
    expect(levelIn(order, { can: ['read'], fields: {} }, 'archived')).toBe('read');
    expect(linesOf(order).find((line) => line.path === 'margin')?.from.map((label) => label.zh)).toEqual(['net', 'cost']);
  });

  it('tell in sentences what a role gains and loses', () => {
    const before = readGrants({ 'sales-order': { can: ['read', 'update'], rows: 'own', fields: { '*': 'read' } } });
    const after = readGrants({ 'sales-order': { can: ['read', 'action:submit'], fields: { '*': 'read', phone: 'none', cost: 'none' } } });
    expect(grantChanges(before, after, [order]).map(({ kind, text: { zh } }) => [kind, zh])).toEqual([
      ['other', '查看的范围由“本人负责的”改为“全部记录”'],
      ['lose', '不再可以修改'],
      ['gain', '可以提交：全部记录'],
      ['lose', 'phone、cost、margin、gain：可看 → 看不到'],
    ]);
    expect(grantChanges(before, before, [order])).toEqual([]);
  });

  it('tell of each field what is read, what may be written on creating and on changing, each by its own grants', () => {
    const told = (before: Grant | readonly Grant[], after: Grant | readonly Grant[]): readonly string[] =>
      grantChanges(readGrants({ 'sales-order': before }), readGrants({ 'sales-order': after }), [order]).map(({ kind, text: { zh } }) => `${kind} ${zh}`);
    const masked = { '*': 'write', phone: 'masked' } as const;
    const seesAll: Grant = { can: ['read'], fields: { '*': 'read' } };
    expect(told([seesAll, { can: ['create'] }], [seesAll, { can: ['create'], fields: masked }])).toEqual(['lose phone：新建时不再可以填写']);
    expect(told([seesAll, { can: ['update'], fields: masked }], [seesAll, { can: ['update'] }])).toEqual(['gain phone：修改时可以填写']);
    expect(told({ can: ['read', 'create', 'update'] }, { can: ['read', 'create', 'update'], fields: masked })).toEqual(['lose phone：可看 → 遮盖', 'lose phone：不再可以填写']);
    expect(told({ can: ['read', 'create', 'update'] }, { can: ['read', 'create', 'update'], fields: { '*': 'write', phone: 'read' } })).toEqual(['lose phone：不再可以填写']);
    const ownOpen: Grant = { can: ['read'], rows: 'own' };
    expect(told([ownOpen, { can: ['read'], fields: masked }], [ownOpen, { can: ['read'] }])).toEqual(['gain phone（全部记录）：遮盖 → 可看']);
    expect(told([seesAll, { can: ['read', 'export'] }], [seesAll, { can: ['read', 'export'], fields: masked }])).toEqual(['lose phone：不再可以导出']);
    expect(told([seesAll, { can: ['create'], fields: { '*': 'write', phone: 'read' } }], [seesAll, { can: ['create'], fields: masked }])).toEqual(['other 写法有改动，能做的事不变']);
  });

  it('merge with what somebody else saved, object by object', () => {
    const base = readGrants({ a: { can: ['read'] }, b: { can: ['read'] }, c: { can: ['read'] } });
    const mine = readGrants({ a: { can: ['read', 'update'] }, b: { can: ['read'] } });
    const theirs = readGrants({ a: { can: ['read', 'delete'] }, b: { can: ['read', 'export'] }, c: { can: ['read'] }, d: { can: ['read'] } });
    const merged = mergeGrants(base, mine, theirs);
    expect(writeGrants(merged.grants)).toEqual({ a: { can: ['read', 'update'] }, b: { can: ['read', 'export'] }, d: { can: ['read'] } });
    expect(merged.both).toEqual(['a']);
  });

  it('have row conditions that read only what the grant lets read', () => {
    const grant: Grant = { can: ['read'], fields: { '*': 'read', cost: 'none' } };
    const problem = (when: string) => problemOfCondition(when, order, grant, [order])?.zh;
    expect(problem('net > 1000.00 && ownerId == reader.id')).toBeUndefined();
    expect(problem('cost > 10.00')).toContain('“cost”');
    expect(problem('nothing == 1')).toBeDefined();
    expect(problem('net +')).toBeDefined();
    expect(problem('net')).toContain('是或否');
  });
});
