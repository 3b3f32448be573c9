export interface NumberingRule {
  readonly prefix: string;
  readonly per: 'year' | 'ever';
  readonly digits: number;
}

/** How a number looks: `XS-2026-00001`. */
export function exampleNumber({ prefix, per, digits }: NumberingRule, year: number, value = 1): string {
  const written = String(value).padStart(digits, '0');
  return per === 'year' ? `${prefix}-${year}-${written}` : `${prefix}-${written}`;
}

/** Capital letters and digits, up to ten: a hyphen parts prefix, year and number. */
export function isPrefix(text: string): boolean {
  return /^[A-Z0-9]{1,10}$/.test(text);
}
