import { describe, expect, it } from 'vitest';
import { link, text } from '#common/fields';
import { defineObject, type ObjectDefinition } from '#common/objects';
import { Company, Department, Employee, User } from '#core/identity';
import { applyOverlay, parseChange } from './overlay.ts';
import { Registry } from './registry.ts';

const label = { zh: '颜色', en: 'Colour' };
const Shop = defineObject({
  name: 'shop',
  kind: 'master',
  label,
  module: 'test',
  title: 'name',
  fields: { name: text('名称', 'Name') },
  children: { shelves: { label, fields: { code: text('代码', 'Code') } } },
});
const colour = { type: 'text', max: 20, label } as const;
const add = { change: 'add-field', object: 'shop', name: 'xColour', field: colour } as const;

describe('what a firm changes without code', () => {
  it('adds fields to objects and child tables, and relabels, one change over the other', () => {
    const [shop] = applyOverlay(
      [Shop],
      [
        parseChange(add),
        parseChange({ ...add, child: 'shelves' }),
        parseChange({ ...add, name: 'xNext', field: { type: 'link', to: 'shop', label } }),
        parseChange({ change: 'relabel', object: 'shop', name: 'xColour', label: { zh: '色', en: 'Hue' } }),
      ],
    );
    expect(shop?.fields['xColour']).toEqual({ ...colour, label: { zh: '色', en: 'Hue' } });
    expect(shop?.fields['xNext']).toMatchObject({ type: 'link', to: 'shop' });
    expect(Object.keys(shop?.children['shelves']?.fields ?? {})).toEqual(['code', 'xColour']);
    expect(Shop.fields).not.toHaveProperty('xColour');
  });

  it('calls fields of rows otherwise, those of the suite and the firm’s own, and no others of the same name', () => {
    const called = { zh: '货位', en: 'Place' };
    const [shop] = applyOverlay(
      [Shop],
      [
        parseChange(add),
        parseChange({ ...add, child: 'shelves' }),
        parseChange({ change: 'relabel', object: 'shop', child: 'shelves', name: 'code', label: called }),
        parseChange({ change: 'relabel', object: 'shop', child: 'shelves', name: 'xColour', label: { zh: '色', en: 'Hue' } }),
      ],
    );
    expect(shop?.children['shelves']?.fields['code']).toEqual({ ...Shop.children['shelves']?.fields['code'], label: called });
    expect(shop?.children['shelves']?.fields['xColour']?.label).toEqual({ zh: '色', en: 'Hue' });
    expect(shop?.fields['xColour']?.label).toEqual(label);
    expect(Shop.children['shelves']?.fields['code']?.label).toEqual({ zh: '代码', en: 'Code' });
  });

  it('numbers documents as the firm wants it, on the action that numbers them', () => {
    const slip = defineObject({
      ...Shop, name: 'slip', kind: 'document', numbering: { prefix: 'SL', on: 'post' },
      lifecycle: { states: { draft: label }, initial: 'draft', editable: ['draft'], actions: { post: { label, from: ['draft'] } } },
    });
    const numbering = { change: 'numbering', object: 'slip', prefix: 'XS', per: 'ever', digits: 4 };
    const [once] = applyOverlay([slip], [parseChange(numbering)]);
    expect(once?.numbering).toEqual({ prefix: 'XS', on: 'post', per: 'ever', digits: 4, suite: 'SL' });
    const [twice] = applyOverlay([slip], [parseChange(numbering), parseChange({ ...numbering, prefix: 'SL', per: 'year' })]);
    expect(twice?.numbering).toMatchObject({ prefix: 'SL', suite: 'SL', per: 'year' });
  });

  it.each([
    ['a number for what has none', { change: 'numbering', object: 'shop', prefix: 'SH', per: 'year', digits: 5 }],
    ['no object', { ...add, object: 'nowhere' }],
    ['no child table', { ...add, child: 'nowhere' }],
    ['an inherited name for a child table', { ...add, child: 'constructor' }],
    ['a link to nowhere', { ...add, field: { type: 'link', to: 'nowhere', label } }],
    ['no field to relabel', { change: 'relabel', object: 'shop', name: 'nothing', label }],
    ['no rows to relabel a field of', { change: 'relabel', object: 'shop', child: 'nowhere', name: 'code', label }],
    ['no field of the rows to relabel', { change: 'relabel', object: 'shop', child: 'shelves', name: 'name', label }],
    ['the place of rows, which has no name to change', { change: 'relabel', object: 'shop', child: 'shelves', name: 'position', label }],
    ['an inherited name of rows to relabel', { change: 'relabel', object: 'shop', child: 'shelves', name: 'constructor', label }],
    ['an inherited name to relabel', { change: 'relabel', object: 'shop', name: 'constructor', label }],
  ])('refuses %s', (_, change) => {
    expect(() => applyOverlay([Shop], [parseChange(change)])).toThrow(expect.objectContaining({ code: 'invalid' }));
  });

  it('refuses the same field twice, and one that is there', () => {
    expect(() => applyOverlay([Shop], [parseChange(add), parseChange(add)])).toThrow(expect.objectContaining({ code: 'duplicate' }));
  });

  it.each([
    { ...add, name: 'colour' },
    { ...add, name: 'x"; DROP TABLE' },
    { ...add, name: '__proto__' },
    { ...add, field: { ...colour, system: true } },
    { ...add, field: { ...colour, max: 1e9 } },
    { ...add, field: { type: 'json', label } },
    { ...add, extra: 1 },
    { change: 'numbering', object: 'shop', prefix: 'SO-2026', per: 'ever', digits: 6 },
    { change: 'numbering', object: 'shop', prefix: '', per: 'ever', digits: 6 },
    { change: 'numbering', object: 'shop', prefix: 'SO', per: 'ever', digits: 30 },
    { change: 'numbering', object: 'shop', prefix: 'SO', per: 'month', digits: 6 },
    { change: 'drop-field' },
    null,
    [],
    'x',
  ])('takes only what it knows: %j', (change) => {
    expect(() => parseChange(change)).toThrow(expect.objectContaining({ code: 'invalid' }));
  });
});

describe('the registry', () => {
  const PEOPLE = [Company, Department, User, Employee];
  const objects = (...given: readonly ObjectDefinition[]) => ({ name: 'test', objects: [...PEOPLE, ...given] });

  it('finds objects and child tables, and nothing that it does not hold', () => {
    const registry = new Registry([objects(Shop)]);
    expect(registry.table('shop.shelves')).toMatchObject({ key: 'shop.shelves', child: 'shelves', table: 'shop__shelves' });
    expect(registry.find('shop.shelves')).toBeUndefined();
    for (const name of ['nowhere', 'constructor', '__proto__', 'shop.constructor', '']) {
      expect(registry.findTable(name)).toBeUndefined();
      expect(() => registry.definition(name)).toThrow(expect.objectContaining({ code: 'not_found' }));
    }
  });

  it('refuses modules that contradict each other, at start', () => {
    const Lost = defineObject({
      name: 'lost',
      kind: 'master',
      label,
      module: 'test',
      title: 'to',
      fields: { to: link('去', 'To', 'nowhere') },
    });
    const Sums = defineObject({
      name: 'sums',
      kind: 'master',
      label,
      module: 'test',
      title: 'a',
      fields: { a: text('甲', 'A', { computedFrom: ['b'] }) },
    });
    const program = { name: 'p', may: {} };
    const handler = { object: 'shop', action: 'close', program, run: async () => undefined };
    expect(() => new Registry([objects(Shop, Shop)])).toThrow(/declared twice/);
    expect(() => new Registry([objects(Lost)])).toThrow(/links to nowhere/);
    expect(() => new Registry([objects(Sums)])).toThrow(/computed from b/);
    expect(() => new Registry([{ ...objects(Shop), actions: [handler] }])).toThrow(/not declared/);
  });
});
