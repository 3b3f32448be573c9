import { expect, it } from 'vitest';
import { parseChange } from '#core/registry/overlay.ts';
import { fieldOf, TYPES, UNITS, type NewField } from '#renderer/pages/settings/fields/new-field.ts';

const draft: NewField = {
  type: 'text', label: { zh: '大区', en: 'Sales region' }, help: { zh: '说明', en: '' }, max: 40, unit: 'amount', values: [{ zh: '甲', en: 'Key account' }, { zh: '乙', en: '' }], to: 'customer', sought: true,
};

/* The settings page and the host agree on what a field is. */
it('whatever field the page makes is one that the host takes', () => {
  const made = [...TYPES.map((type) => ({ ...draft, type })), ...UNITS.map((unit): NewField => ({ ...draft, type: 'decimal', unit }))];
  for (const one of made) {
    for (const sought of [true, false]) {
      const change = { change: 'add-field', object: 'customer', name: 'xSalesRegion', field: fieldOf({ ...one, sought }) };
      expect(parseChange(change), `${one.type} ${one.unit}`).toMatchObject({ field: { help: { zh: '说明', en: '说明' } } });
    }
  }
});
