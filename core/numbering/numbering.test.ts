import { expect, it } from 'vitest';
import { withStores } from '#db/testing';
import { nextNumber, seriesOf, writtenNumber } from './numbering.ts';

const yearly = { prefix: 'SO', on: 'post' } as const;
const ever = { prefix: 'TG', on: 'post', per: 'ever', digits: 4 } as const;

it('is written with its year and digits, and grows beyond them', () => {
  expect(writtenNumber(yearly, '1996-07-04', 42)).toBe('SO-1996-000042');
  expect(writtenNumber(ever, '1996-07-04', 42)).toBe('TG-0042');
  expect(writtenNumber(ever, '1996-07-04', 12_345)).toBe('TG-12345');
  expect([
    seriesOf('sales-order', yearly, '1996-12-31'),
    seriesOf('sales-order', yearly, '1997-01-01'),
    seriesOf('tag', ever, '1997-01-01'),
  ]).toEqual(['sales-order-1996', 'sales-order-1997', 'tag']);
});

it('begins a new row with a prefix of the firm, and goes on with the old one when it comes back', () => {
  const chosen = { ...yearly, prefix: 'XS', suite: 'SO' } as const;
  expect(seriesOf('sales-order', chosen, '2026-01-01')).toBe('sales-order:XS-2026');
  expect(seriesOf('sales-order', { ...chosen, per: 'ever' }, '2026-01-01')).toBe('sales-order:XS');
  expect(seriesOf('sales-order', { ...chosen, prefix: 'SO' }, '2026-01-01')).toBe(seriesOf('sales-order', yearly, '2026-01-01'));
});

withStores((open) => {
  it('counts from 1 in each company and series, and gives a number back when the work fails', async () => {
    const { store } = await open();
    const take = (company: string, series: string, fail = false): Promise<number> =>
      store.write(async (transaction) => {
        const value = await nextNumber(transaction, company, series);
        if (fail) throw new RangeError('failed');
        return value;
      });
    expect([await take('a', 's'), await take('a', 's'), await take('b', 's'), await take('a', 't')]).toEqual([1, 2, 1, 1]);
    await expect(take('a', 's', true)).rejects.toThrow(RangeError);
    expect((await Promise.all(Array.from({ length: 10 }, () => take('a', 's')))).toSorted((a, b) => a - b)).toEqual([
      3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
    ]);
  });
});
