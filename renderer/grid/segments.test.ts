import { describe, expect, it } from 'vitest';
import { Segments } from './segments.ts';

const segments = new Segments([
  { name: 'London', length: 1 }, { name: 'orders of London', length: 46 }, { name: 'Paris', length: 1 }, { name: 'empty', length: 0 }, { name: 'Rome', length: 1 },
]);

describe('lines of groups', () => {
  it('each line falls into its stretch', () => {
    const at = (line: number) => [segments.find(line)?.segment.name, segments.find(line)?.at];
    expect(segments.total).toBe(49);
    expect([at(0), at(1), at(46), at(47), at(48), at(49)]).toEqual([
      ['London', 0], ['orders of London', 0], ['orders of London', 45], ['Paris', 0], ['Rome', 0], [undefined, undefined],
    ]);
  });

  it('knows the parts in sight', () => {
    expect([...segments.between(40, 48)].map(({ segment, from, to }) => [segment.name, from, to])).toEqual([
      ['orders of London', 39, 45], ['Paris', 0, 0], ['Rome', 0, 0],
    ]);
  });
});
