import { createHash } from 'node:crypto';

// PostgreSQL cuts names after 63 bytes, silently.
const LONGEST = 59;

/** `ix_customer__company_id__name`; too long a name ends in a hash of itself. The same parts always give the same name. */
export function schemaName(kind: 'ix' | 'ux' | 'fk' | 'tg', table: string, parts: readonly string[]): string {
  const full = `${kind}_${table}__${parts.join('__')}`;
  if (full.length <= LONGEST) return full;
  const hash = createHash('sha256').update(full).digest('hex').slice(0, 10);
  return `${full.slice(0, LONGEST - hash.length - 1)}_${hash}`;
}

/** Whether an index was made from a definition, and so may be dropped when the definition no longer asks for it. */
export function isOwnIndex(name: string): boolean {
  return /^[iu]x_/.test(name);
}
