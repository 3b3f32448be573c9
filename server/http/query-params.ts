import { malformed } from './answers.ts';

export type Params = Readonly<Record<string, string>>;

const NONE: Params = Object.freeze({});

/**
 * The query of a URL, each name once.
 * @param allowed the names there are; any when left out
 * @throws PanshiError `malformed` for an unknown or repeated name
 */
export function queryParams(url: string, allowed?: ReadonlySet<string>): Params {
  const mark = url.indexOf('?');
  if (mark < 0) return NONE;
  const hash = url.indexOf('#', mark);
  const params: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of new URLSearchParams(hash < 0 ? url.slice(mark + 1) : url.slice(mark + 1, hash))) {
    const shown = name.slice(0, 60);
    if (allowed !== undefined && !allowed.has(name))
      throw malformed(`没有查询参数“${shown}”。`, `There is no query parameter "${shown}".`);
    if (name in params) throw malformed(`查询参数“${shown}”重复。`, `The query parameter "${shown}" stands twice.`);
    if (value.includes('\0')) throw malformed('查询参数中含有不允许的字符。', 'A query parameter holds characters that are not allowed.');
    params[name] = value;
  }
  return params;
}

/** A comma-separated list; undefined when not given. */
export function listParam(value: string | undefined): readonly string[] | undefined {
  if (value === undefined) return undefined;
  const parts = value.split(',').map((part) => part.trim());
  if (parts.some((part) => part === '')) throw malformed('列表参数中有空项。', 'A list parameter has an empty entry.');
  return parts;
}

/** @throws PanshiError `malformed` for anything but a whole number in the range */
export function intParam(name: string, value: string | undefined, from: number, to: number): number | undefined {
  if (value === undefined) return undefined;
  const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= from && number <= to))
    throw malformed(`${name} 应为 ${from} 至 ${to} 的整数。`, `${name} is a whole number from ${from} to ${to}.`);
  return number;
}

export function flagParam(name: string, value: string | undefined): boolean | undefined {
  if (value === undefined) return undefined;
  if (value !== 'true' && value !== 'false') throw malformed(`${name} 应为 true 或 false。`, `${name} is true or false.`);
  return value === 'true';
}
