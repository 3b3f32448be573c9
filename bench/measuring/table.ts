import { median } from './timing.ts';

/** One line of the report. */
export interface Line {
  readonly section: string;
  readonly what: string;
  /** The figure as measured, without its unit. */
  readonly value: number;
  readonly unit: '×' | 'ms' | 'µs' | '/s' | 's' | 'MB';
  /** What it should be at most (or, of rates, at least). */
  readonly aim?: number;
  /** What was compared, in figures: "2.1 ms / 1.4 ms". */
  readonly of?: string;
}

/** The report as a markdown table. */
export function markdown(lines: readonly Line[]): string {
  const rows = lines.map(({ section, what, value, unit, aim, of }) => {
    const aimed = aim === undefined ? '' : `${unit === '/s' ? '≥' : '≤'} ${written(aim, unit)}`;
    return `| ${[section, what, written(value, unit), aimed, of ?? ''].join(' | ')} |`;
  });
  return ['| part | measured | result | aim | from |', '| --- | --- | --: | --: | --- |', ...rows].join('\n');
}

/** `1.23×`, `12.3 ms`, `1,850/s`. */
export function written(value: number, unit: Line['unit']): string {
  if (!Number.isFinite(value)) return '–';
  if (unit === '×') return `${value.toFixed(2)}×`;
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
  const number = value.toLocaleString('en-US', { minimumFractionDigits: Math.min(digits, 2), maximumFractionDigits: digits });
  return unit === '/s' ? `${number}/s` : `${number} ${unit}`;
}

/**
 * A ratio of two costs, each measured in the same rounds: the median of the rounds' own ratios, so that a busy moment of the
 * machine, which meets both, does not count.
 * @param cost milliseconds, by round
 */
export function ratio(section: string, what: string, cost: readonly number[], ofCost: readonly number[], aim?: number): Line {
  const ratios = cost.map((ms, round) => ms / (ofCost[round] ?? NaN));
  const of = `${milliseconds(median(cost))} / ${milliseconds(median(ofCost))}`;
  return { section, what, value: median(ratios), unit: '×', of, ...(aim === undefined ? {} : { aim }) };
}

export function milliseconds(ms: number): string {
  return ms < 1 ? written(ms * 1000, 'µs') : written(ms, 'ms');
}
