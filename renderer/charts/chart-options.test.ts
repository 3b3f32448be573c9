import { describe, expect, it } from 'vitest';
import { chartOptions, slicesOf, type Drawing } from './chart-options.ts';
import type { ChartLook } from './chart-look.ts';

const look: ChartLook = { colours: ['#111', '#222'], text: '#000', soft: '#555', line: '#ccc', sheet: '#fff', bad: '#f00', font: 'sans' };
const bars = (points: readonly (string | null)[], values: readonly string[]): Drawing => ({
  kind: 'bar', format: 'amount', figures: { points, series: [{ name: 'figure', values }] }, names: ['销售额'], lang: 'zh',
});
interface Seen {
  readonly xAxis: { readonly type: string };
  readonly tooltip: { readonly renderMode: string };
  readonly aria: { readonly decal: { readonly show: boolean } };
  readonly series: readonly { readonly name: string; readonly data: readonly { readonly value: number; readonly itemStyle?: { readonly color: string } }[] }[];
}
const drawn = (drawing: Drawing): Seen => chartOptions(drawing, look, { width: 600, height: 200 }) as unknown as Seen;

describe('how figures are drawn', () => {
  it('months stand side by side, names lie one under another', () => {
    expect(drawn(bars(['1998-04', '1998-05'], ['1', '2'])).xAxis.type).toBe('category');
    expect(drawn(bars(['华东贸易', null], ['1', '2'])).xAxis.type).toBe('value');
  });

  it('losses are red', () => {
    expect(drawn(bars(['1998-04', '1998-05'], ['-1.5', '2'])).series[0]?.data).toEqual([{ value: -1.5, itemStyle: { color: '#f00' } }, { value: 2 }]);
  });

  it('no tip is written into the page as HTML', () => {
    for (const kind of ['bar', 'line', 'pie'] as const) expect(drawn({ ...bars(['a'], ['1']), kind }).tooltip.renderMode).toBe('richText');
  });

  it('patterns tell apart what colours tell apart', () => {
    expect(drawn({ ...bars(['a'], ['1']), kind: 'pie' }).aria.decal.show).toBe(true);
    expect(drawn(bars(['a'], ['1'])).aria.decal.show).toBe(false);
  });

  it('small slices are taken together, and nothing has no slice', () => {
    const all = Array.from({ length: 10 }, (_, at) => ({ name: String(at), value: 10 - at, at }));
    const slices = slicesOf([...all, { name: 'none', value: 0, at: 10 }, { name: 'back', value: -4, at: 11 }], '其他');
    expect(slices).toHaveLength(8);
    // 3 + 2 + 1
    expect(slices.at(-1)).toEqual({ name: '其他', value: 6, at: -1 });
    expect(slicesOf(all.slice(0, 8), '其他')).toHaveLength(8);
  });
});
