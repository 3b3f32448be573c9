/* What a spreadsheet's numbers mean (ECMA-376, part 1, 18.8.30): a day is a number that is only shown as a day. */

const DAY_MS = 86_400_000;

/** Formats that show days or times, of those that have numbers and no code. */
function isBuiltInDay(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

/** Whether a format shows a day or time: it names year, month, day, hour or second outside of quotes and brackets. */
export function isDayFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return isBuiltInDay(id);
  const bare = code.replaceAll(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, '');
  return /[ymdhs]/i.test(bare) && !/general/i.test(bare) && !/[0#]/.test(bare.replaceAll(/[hs]{1,2}\.0+/gi, ''));
}

/** `2026-11-22`, or with its time where there is one: `2026-11-22 14:30:00`. @param from1904 as old Macs counted */
export function dayOf(serial: number, from1904: boolean): string {
  // Day 60 of 1900 is a leap day that never was: before it, numbers stand one day higher.
  const days = from1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial;
  const at = new Date(Math.round((days - 25_569) * DAY_MS / 1000) * 1000);
  if (Number.isNaN(at.getTime())) return String(serial);
  const written = at.toISOString();
  if (serial < 1 && !from1904) return written.slice(11, 19);
  return written.slice(11, 19) === '00:00:00' ? written.slice(0, 10) : `${written.slice(0, 10)} ${written.slice(11, 19)}`;
}

/** A number as people see it: fifteen digits, which is what spreadsheets keep, without an exponent; with the zeros before it that its format shows. */
export function numberOf(text: string, code: string | undefined): string {
  const value = Number(text);
  if (!Number.isFinite(value)) return text;
  const plain = withoutExponent(Number(value.toPrecision(15)));
  const zeros = code === undefined ? undefined : /^0{2,}$/.exec(code)?.[0];
  return zeros !== undefined && /^\d+$/.test(plain) ? plain.padStart(zeros.length, '0') : plain;
}

function withoutExponent(value: number): string {
  const [, sign = '', digits = '', fraction = '', exponent] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? [];
  if (exponent === undefined) return String(value);
  const places = Number(exponent);
  if (places < 0) return `${sign}0.${'0'.repeat(-places - 1)}${digits}${fraction}`;
  const all = (digits + fraction).padEnd(places + 1, '0');
  return `${sign}${all}`;
}

/** The column of a cell: `A1` is 0, `AB7` is 27. */
export function columnAt(reference: string): number {
  let column = 0;
  for (const letter of /^[A-Z]+/.exec(reference)?.[0] ?? '') column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
