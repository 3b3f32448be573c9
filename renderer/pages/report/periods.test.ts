import { describe, expect, it } from 'vitest';
import type { ReportParam } from '#common/api';
import { presetValues, shifted, spanOf } from './periods.ts';

const param = (name: string, type: ReportParam['type']): ReportParam => ({ name, label: { zh: name, en: name }, type, required: false, initial: 'none' });
const months = { type: 'month', from: 'from', to: 'to' } as const;
const days = { type: 'day', from: 'from', to: 'to' } as const;
const asOf = { type: 'day', to: 'asOf' } as const;
const TODAY = '2026-11-22';

describe('the time of a report', () => {
  it('is found among what it asks', () => {
    expect(spanOf([param('account', 'link'), param('from', 'month'), param('to', 'month')])).toEqual(months);
    expect(spanOf([param('asOf', 'day')])).toEqual(asOf);
    expect(spanOf([param('product', 'link')])).toBeUndefined();
  });

  it('is filled by a preset, in months or in days', () => {
    expect(presetValues(months, 'last-month', TODAY)).toEqual({ from: '2026-10', to: '2026-10' });
    expect(presetValues(days, 'this-quarter', TODAY)).toEqual({ from: '2026-10-01', to: '2026-12-31' });
    expect(presetValues(asOf, 'last-year', TODAY)).toEqual({ asOf: '2025-12-31' });
    expect(presetValues(months, 'all', TODAY)).toEqual({ from: '', to: '' });
  });

  it('moves by its own length', () => {
    expect(shifted(months, { from: '1998-05', to: '1998-05' }, -1)).toEqual({ from: '1998-04', to: '1998-04' });
    expect(shifted(months, { from: '1998-01', to: '1998-12' }, -1)).toEqual({ from: '1997-01', to: '1997-12' });
    expect(shifted(days, { from: '2026-02-01', to: '2026-02-28' }, 1)).toEqual({ from: '2026-03-01', to: '2026-03-31' });
    expect(shifted(days, { from: '2026-11-16', to: '2026-11-22' }, -1)).toEqual({ from: '2026-11-09', to: '2026-11-15' });
  });

  it('ends at the ends of months when it is a moment', () => {
    expect(shifted(asOf, { asOf: '2026-11-30' }, -1)).toEqual({ asOf: '2026-10-31' });
    expect(shifted(asOf, { asOf: '2026-11-22' }, -1)).toEqual({ asOf: '2026-10-31' });
    expect(shifted(asOf, { asOf: '2026-11-22' }, 1)).toEqual({ asOf: '2026-11-30' });
  });

  it('stays where an end is open', () => {
    expect(shifted(months, { from: '', to: '1998-05' }, -1)).toBeUndefined();
    expect(shifted(months, {}, 1)).toBeUndefined();
  });
});
