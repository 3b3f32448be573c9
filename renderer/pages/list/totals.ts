import type { FieldAt } from '#renderer/filter';

/** Lists up to so many rows are added up unasked. */
const SMALL = 50_000;
/** Found rows that are added up wherever they were looked for: the host finds so few of a million again as fast as it found them. */
const FEW = 2000;

/** What stands under a column that is not added up. */
export const NOT_ADDED_UP = '—';

/** Figures that can be added up: money and quantities of the object's own. */
export function canBeSummed({ path, field, open }: FieldAt): boolean {
  return open && !path.includes('.') && field.type === 'decimal' && ['amount', 'quantity'].includes(String(field.options['unit']));
}

/** What is known of a list when it is to be decided whether its figures are added up. */
export interface Size {
  readonly search: string;
  /** Something beside the search narrows or groups it. */
  readonly narrowed: boolean;
  /** Rows, undefined while they are counted. */
  readonly rows: number | undefined;
  /** Rows before anything was searched for, where that is known. */
  readonly whole: number | undefined;
}

/**
 * Whether there is a row for totals. It does not depend on what is searched for, so that it does not come and go with each letter.
 * @param wanted what the reader decided, if they did
 */
export function hasTotals(wanted: boolean | undefined, { narrowed, rows, whole }: Size): boolean {
  return wanted ?? (narrowed || (whole ?? rows ?? Infinity) <= SMALL);
}

/** Whether adding up costs no more than the search did; undefined while that is not known. */
export function isAddedUp({ search, rows, whole }: Size): boolean | undefined {
  if (search === '' || (whole ?? Infinity) <= SMALL) return true;
  return rows === undefined ? undefined : rows <= FEW;
}
