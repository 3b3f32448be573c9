/**
 * A decimal string with thousands separators; never through a float.
 * @param places digits after the point; as many as there are, when left out
 */
export function showDecimal(value: string, places?: number): string {
  const [, sign = '', whole = '0', rest = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value.trim()) ?? [];
  if (!/^-?\d+(\.\d+)?$/.test(value.trim())) return value;
  const fraction = places === undefined ? rest : rest.padEnd(places, '0').slice(0, Math.max(places, rest.replace(/0+$/, '').length));
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Days are written alike in both languages. */
export function showDate(value: string): string {
  return value.slice(0, 10);
}

/** A moment in this machine's zone, to the minute. @param value ISO time in UTC */
export function showTime(value: string): string {
  const at = new Date(value);
  if (Number.isNaN(at.getTime())) return value;
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}
