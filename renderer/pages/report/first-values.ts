import type { ReportParam } from '#common/api';
import type { Values } from './periods.ts';

/** What a report is asked when its reader has said nothing yet. @param today `YYYY-MM-DD` */
export function firstValues(params: readonly ReportParam[], today: string): Values {
  return Object.fromEntries(params.flatMap((param) => {
    const value = firstValue(param, today);
    return value === undefined ? [] : [[param.name, value] as const];
  }));
}

function firstValue({ type, initial }: ReportParam, today: string): string | undefined {
  if (type === 'link' || type === 'choice') return undefined;
  const written = (day: string): string => (type === 'month' ? day.slice(0, 7) : day);
  switch (initial) {
    case 'none':
      return undefined;
    case 'today':
      return written(today);
    case 'this-month':
      return type === 'month' ? today.slice(0, 7) : `${today.slice(0, 7)}-01`;
    case 'year-start':
      return written(`${today.slice(0, 4)}-01-01`);
  }
}

/** Parameters that a report cannot do without and that are missing. */
export function missingParams(params: readonly ReportParam[], values: Values): readonly ReportParam[] {
  return params.filter(({ required, name }) => required && (values[name] ?? '') === '');
}

/** Of what an address holds, what the report asks. */
export function askedValues(params: readonly ReportParam[], values: Values): Values {
  return Object.fromEntries(params.flatMap(({ name }) => {
    const value = values[name];
    return value === undefined || value === '' ? [] : [[name, value] as const];
  }));
}
