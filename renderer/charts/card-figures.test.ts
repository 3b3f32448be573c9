import { describe, expect, it } from 'vitest';
import { figureOf, figuresOf, shortFigure, writtenFigure } from './card-figures.ts';

const query = { object: 'ledger-balance', select: ['month', 'sum(credit) as figure', 'sum(debit) as minus'], order: ['-month'] };

describe('figures of a card', () => {
  it('are drawn from the oldest where the newest come first, and less what is taken off', () => {
    const rows = [{ month: '1998-05', figure: '10.10', minus: '30.30' }, { month: '1998-04', figure: '0.30', minus: '0.10' }];
    expect(figuresOf({ x: 'month', y: ['figure'], minus: 'minus', query }, rows)).toEqual({ points: ['1998-04', '1998-05'], series: [{ name: 'figure', values: ['0.2', '-20.2'] }] });
  });

  it('keep the order of a query that gives the largest first, and nameless ones', () => {
    const rows = [{ name: '李', n: 3, m: '1.5' }, { name: null, n: 1, m: null }];
    expect(figuresOf({ x: 'name', y: ['n', 'm'], query: { ...query, order: ['-n'] } }, rows)).toEqual({
      points: ['李', null], series: [{ name: 'n', values: ['3', '1'] }, { name: 'm', values: ['1.5', '0'] }],
    });
  });

  it('of nothing are nothing', () => {
    expect(figureOf({ y: ['figure'], minus: 'minus' }, [{ figure: null, minus: null }])).toBe('0');
    expect(figureOf({ y: ['figure'] }, [])).toBe('0');
  });

  it('are written out exactly, and shortly on an axis', () => {
    expect([writtenFigure('1234567.5', 'amount'), writtenFigure('-2', 'amount'), writtenFigure('1200', 'count'), writtenFigure('2.5', 'quantity')]).toEqual(['1,234,567.50', '-2.00', '1,200', '2.5']);
    expect([0, 950, 2687.7, 12_500, 120_000_000, -30_000].map((value) => shortFigure(value, 'zh'))).toEqual(['0', '950', '2,687.7', '1.25万', '1.2亿', '-3万']);
    expect([950, 12_500, 120_000_000].map((value) => shortFigure(value, 'en'))).toEqual(['950', '12.5K', '120M']);
  });
});
