import { describe, expect, it } from 'vitest';
import { amount, link, text } from '#common/fields';
import { defineObject } from '#common/objects';
import { Company, Department, Employee, User } from '#core/identity';
import { Registry } from '#core/registry';
import { Access } from './access.ts';
import type { Grant, Grants } from './grant.ts';
import { levelOf } from './levels.ts';
import { parseGrants } from './parse-grants.ts';

const label = { zh: '单', en: 'Order' };
const Order = defineObject({
  name: 'order',
  kind: 'document',
  label,
  module: 'test',
  title: 'note',
  fields: {
    note: text('备注', 'Note'),
    cost: amount('成本', 'Cost'),
    margin: amount('毛利', 'Margin', { system: true, computedFrom: ['cost', 'lines.price'] }),
    next: link('后继', 'Next', 'order'),
  },
  children: {
    lines: { label, fields: { price: amount('价', 'Price'), share: amount('摊', 'Share', { computedFrom: ['parent.margin'] }) } },
  },
  lifecycle: { states: { draft: label }, initial: 'draft', editable: ['draft'], actions: { send: { label, from: ['draft'] } } },
});
const registry = new Registry([{ name: 'test', objects: [Company, Department, User, Employee, Order] }]);

function level(fields: Grant['fields'], key: string, name: string): string {
  return levelOf(registry, fields ? { can: ['read'], fields } : { can: ['read'] }, registry.table(key), name);
}

describe('the level that one grant gives', () => {
  it('is that of the most exact name, and none for what is not named', () => {
    const fields = { '*': 'read', cost: 'none', 'lines.*': 'masked', 'lines.price': 'write' } as const;
    expect(level(fields, 'order', 'note')).toBe('read');
    expect(level(fields, 'order', 'cost')).toBe('none');
    expect(level(fields, 'order.lines', 'price')).toBe('write');
    expect(level({ '*': 'read', 'lines.*': 'masked' }, 'order.lines', 'price')).toBe('masked');
    expect(level({ note: 'read' }, 'order', 'cost')).toBe('none');
    expect(level(undefined, 'order', 'cost')).toBe('write');
    expect(level(undefined, 'order', 'nothing')).toBe('none');
    expect(level(undefined, 'order', 'constructor')).toBe('none');
  });

  it('never lets write what the program sets', () => {
    expect(level(undefined, 'order', 'number')).toBe('read');
    expect(level({ '*': 'write' }, 'order', 'margin')).toBe('read');
  });

  it('opens what is computed only where all of its inputs are open, however far back', () => {
    expect(level({ '*': 'read', cost: 'none' }, 'order', 'margin')).toBe('none');
    expect(level({ '*': 'read', cost: 'masked' }, 'order', 'margin')).toBe('none');
    expect(level({ '*': 'read', 'lines.price': 'none' }, 'order', 'margin')).toBe('none');
    expect(level({ '*': 'read', cost: 'none' }, 'order.lines', 'share')).toBe('none');
    expect(level({ '*': 'read' }, 'order.lines', 'share')).toBe('read');
    expect(level({ '*': 'read', margin: 'masked' }, 'order', 'margin')).toBe('masked');
  });

  it('keeps open what only tells rows apart', () => {
    for (const name of ['id', 'version', 'archived', 'companyId']) expect(level({ '*': 'none', id: 'masked' }, 'order', name)).toBe('read');
  });
});

describe("a role's grants", () => {
  it.each<[string, unknown]>([
    ['an unknown object', { nowhere: { can: ['read'] } }],
    ['an inherited name for an object', { constructor: { can: ['read'] } }],
    ['an unknown field', { order: { can: ['read'], fields: { colour: 'read' } } }],
    ['an inherited name for a field', { order: { can: ['read'], fields: { constructor: 'read' } } }],
    ['an unknown child field', { order: { can: ['read'], fields: { 'lines.colour': 'read' } } }],
    ['an unknown child table', { order: { can: ['read'], fields: { 'rows.price': 'read' } } }],
    ['an unknown verb', { order: { can: ['own'] } }],
    ['an unknown action', { order: { can: ['action:burn'] } }],
    ['an inherited name for an action', { order: { can: ['action:constructor'] } }],
    ['an unknown level', { order: { can: ['read'], fields: { note: 'all' } } }],
    ['an unknown scope', { order: { can: ['read'], rows: 'mine' } }],
    ['a condition that is none', { order: { can: ['read'], rows: { when: 'note' } } }],
    ['a broken condition', { order: { can: ['read'], rows: { when: 'note ==' } } }],
    ['a condition over an unknown field', { order: { can: ['read'], rows: { when: 'colour == "a"' } } }],
    // The rows that appear would tell what the field holds.
    [
      'a condition over a field it does not let read',
      { order: { can: ['read'], rows: { when: 'cost > 5.00' }, fields: { note: 'read' } } },
    ],
    ['a condition over a masked field', { order: { can: ['read'], rows: { when: 'cost > 5.00' }, fields: { cost: 'masked' } } }],
    ["a condition over another record's field", { order: { can: ['read'], rows: { when: 'next.cost > 5.00' } } }],
    ['more than a grant has', { order: { can: ['read'], where: '1=1' } }],
  ])('refuses %s', (_, grants) => {
    expect(() => parseGrants(grants, registry)).toThrow(expect.objectContaining({ code: 'invalid' }));
  });

  it('may name a condition over what they let read, and over who owns a linked record', () => {
    const grants = {
      order: [{ can: ['read', 'action:send'], rows: { when: 'note == "a" || next.ownerId == reader.id' }, fields: { note: 'read' } }],
    };
    expect(parseGrants(grants, registry)).toEqual(grants);
  });
});

describe('several roles', () => {
  const access = (...roles: Grants[]): Access => new Access(registry, 'sqlite', roles);

  it('deny what none of them grants', () => {
    const none = access({}, {});
    expect(none.can('order', 'read')).toBe(false);
    expect(none.view('order')).toBeUndefined();
    expect(access({ order: { can: ['update'] } }).view('order')).toBeUndefined();
    expect(access({ order: { can: ['read'] } }).view('order', 'export')).toBeUndefined();
    expect(access({ order: { can: ['read'] } }).can('order', 'action:send')).toBe(false);
    expect(access({ order: { can: ['action:*'] } }).can('order', 'action:send')).toBe(true);
  });

  it('open a cell only in rows of a grant that opens it', () => {
    const view = access({ order: { can: ['read'], rows: 'own' } }, { order: { can: ['read'], fields: { note: 'read' } } }).view('order');
    expect(view?.cell('t', 'note')?.open?.text).toBe('t."note"');
    expect(view?.cell('t', 'cost')?.open?.text).toMatch(/^CASE WHEN .*owner_id.* THEN t\."cost" END$/);
    expect(view?.rows('t').text).not.toContain('owner_id');
  });

  it('do not lend each other a verb: what one reads, the other does not take away', () => {
    const both = access({ order: { can: ['read'] } }, { order: { can: ['read', 'export'], fields: { note: 'read', cost: 'masked' } } });
    expect(both.view('order', 'export')?.cell('t', 'note')?.open).toBeDefined();
    expect(both.view('order', 'export')?.cell('t', 'cost')).toBeUndefined();
    expect(both.view('order')?.cell('t', 'cost')?.open).toBeDefined();
  });
});
