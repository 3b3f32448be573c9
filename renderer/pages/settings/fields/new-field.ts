import type { Text } from '#common/errors';
import { proposeKey } from './propose-name.ts';

export const TYPES = ['text', 'long', 'choice', 'decimal', 'int', 'date', 'time', 'bool', 'link'] as const;
export type NewType = (typeof TYPES)[number];
export const UNITS = ['number', 'amount', 'price', 'quantity', 'rate'] as const;
export type Unit = (typeof UNITS)[number];

export interface NewValue {
  readonly zh: string;
  readonly en: string;
}

/** A field as it is being thought up. */
export interface NewField {
  readonly type: NewType;
  readonly label: Text;
  readonly help: Text;
  readonly max: number;
  readonly unit: Unit;
  readonly values: readonly NewValue[];
  readonly to: string;
  /** Found by the quick search (texts), or asked for often (all others). */
  readonly sought: boolean;
}

/** Places kept and shown of each kind of number: as the suite has them itself. */
const PLACES: Readonly<Record<Unit, { readonly scale: number; readonly shown: number }>> = {
  number: { scale: 4, shown: 0 }, amount: { scale: 2, shown: 2 }, price: { scale: 6, shown: 2 }, quantity: { scale: 4, shown: 0 }, rate: { scale: 6, shown: 0 },
};

/** The field as the host takes it. */
export function fieldOf(one: NewField): Record<string, unknown> {
  const label = { zh: one.label.zh.trim(), en: one.label.en.trim() };
  const help = { zh: one.help.zh.trim(), en: one.help.en.trim() };
  const base = { label, ...(help.zh === '' && help.en === '' ? {} : { help: { zh: help.zh || help.en, en: help.en || help.zh } }) };
  const index = one.sought ? { index: true } : {};
  switch (one.type) {
    case 'text':
      return { type: 'text', max: one.max, ...(one.sought ? { search: true } : {}), ...base };
    case 'long':
      return { type: 'text', max: 4000, long: true, ...base };
    case 'decimal':
      return { type: 'decimal', unit: one.unit, ...PLACES[one.unit], ...base, ...index };
    case 'choice':
      return { type: 'choice', values: valuesOf(one.values), ...base, ...index };
    case 'link':
      return { type: 'link', to: one.to, ...base, ...index };
    case 'int':
    case 'date':
    case 'time':
    case 'bool':
      return { type: one.type, ...base, ...index };
  }
}

function valuesOf(values: readonly NewValue[]): Record<string, Text> {
  const keyed: Record<string, Text> = {};
  for (const [at, { zh, en }] of values.filter((value) => value.zh.trim() !== '' || value.en.trim() !== '').entries()) {
    keyed[proposeKey(en, at, Object.keys(keyed))] = { zh: zh.trim() || en.trim(), en: en.trim() || zh.trim() };
  }
  return keyed;
}

/** What is still missing before the field can be added. */
export function missingOf(one: NewField): 'label' | 'values' | 'to' | undefined {
  if (one.label.zh.trim() === '' || one.label.en.trim() === '') return 'label';
  if (one.type === 'choice' && Object.keys(valuesOf(one.values)).length === 0) return 'values';
  return one.type === 'link' && one.to === '' ? 'to' : undefined;
}
