const WRITTEN = /^([+-]?)(\d+)(?:\.(\d+))?$/;

/**
 * '12.5' at scale 2 becomes 1250n: the form in which the database keeps decimals.
 * @returns undefined when the text is not a decimal or has more places than the scale holds (trailing zeros aside).
 */
export function toScaled(text: string, scale: number): bigint | undefined {
  const match = WRITTEN.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', rawFraction = ''] = match;
  const fraction = rawFraction.length > scale ? rawFraction.replace(/0+$/, '') : rawFraction;
  if (fraction.length > scale) return undefined;
  const digits = BigInt(whole + fraction.padEnd(scale, '0'));
  return sign === '-' ? -digits : digits;
}

/**
 * 1250n at scale 2 becomes '12.50'.
 * @param shown places that are written even when they are zero; further trailing zeros are left out.
 */
export function fromScaled(value: bigint | number, scale: number, shown: number = scale): string {
  if (scale === 0) return value.toString();
  const negative = value < 0;
  let digits = (negative ? -value : value).toString();
  if (digits.length <= scale) digits = digits.padStart(scale + 1, '0');
  const point = digits.length - scale;
  let end = digits.length;
  while (end > point + shown && digits.charCodeAt(end - 1) === 48) end -= 1;
  const text = end > point ? `${digits.slice(0, point)}.${digits.slice(point, end)}` : digits.slice(0, point);
  return negative ? `-${text}` : text;
}
