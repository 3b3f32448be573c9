import type { Stored } from '#common/fields';

/* Reading the columns of system tables, whatever the dialect gives for them. */

export function asText(value: Stored | undefined): string {
  if (typeof value !== 'string') throw new TypeError('a text column holds no text');
  return value;
}

export function asTextOrNull(value: Stored | undefined): string | null {
  return value === null || value === undefined ? null : asText(value);
}

export function asNumber(value: Stored | undefined): number {
  return Number(value ?? 0);
}

export function asFlag(value: Stored | undefined): boolean {
  return typeof value === 'boolean' ? value : Number(value ?? 0) !== 0;
}

/** A JSON column holding a list of texts. */
export function asTexts(value: Stored | undefined): readonly string[] {
  if (typeof value !== 'string') return [];
  const list: unknown = JSON.parse(value);
  return Array.isArray(list) ? list.filter((item): item is string => typeof item === 'string') : [];
}
