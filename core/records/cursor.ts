import { refuse } from '#common/errors';
import type { ColumnType, Stored } from '#common/fields';
import type { Dialect } from '#db';

type Part = string | number | null | { readonly n: string };

/** The place after a row, for the next page: the row's sort values, which its reader has just seen. @param order the sort it belongs to */
export function writeCursor(order: string, values: readonly Stored[]): string {
  const parts = values.map((value): Part => (typeof value === 'bigint' ? { n: value.toString() } : typeof value === 'boolean' ? Number(value) : value));
  return Buffer.from(JSON.stringify([order, parts])).toString('base64url');
}

/**
 * The sort values in a cursor; whether they are of their columns' types is asked by `fitting`, once the columns are known.
 * @throws PanshiError `malformed` for what is no cursor, or one of another order
 */
export function readCursor(cursor: string, order: string, length: number): Stored[] {
  try {
    const [itsOrder, parts] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as [unknown, unknown];
    if (itsOrder === order && Array.isArray(parts) && parts.length === length) return parts.map(stored);
  } catch {
    // Answered below, like any other text that is no cursor.
  }
  throw invalidCursor();
}

/** The values as their columns hold them. @throws PanshiError `malformed` for a value that no such column could hold */
export function fitting(values: readonly Stored[], columns: readonly ColumnType[], dialect: Dialect): Stored[] {
  return values.map((value, index) => {
    if (value === null) return null;
    switch (columns[index]) {
      case 'integer':
        if (typeof value === 'bigint' && BigInt.asIntN(64, value) === value) return value;
        if (typeof value === 'number') return BigInt(value);
        break;
      case 'boolean':
        if (Number(value) === 0 || Number(value) === 1) return dialect === 'postgres' ? Number(value) === 1 : Number(value);
        break;
      default:
        if (typeof value === 'string' && value.isWellFormed() && !value.includes('\0')) return value;
    }
    throw invalidCursor();
  });
}

function invalidCursor(): Error {
  return refuse('malformed', '翻页位置无效，请从第一页开始。', 'This page position is not valid; start from the first page.');
}

function stored(part: unknown): Stored {
  if (part === null || typeof part === 'string' || (typeof part === 'number' && Number.isSafeInteger(part))) return part;
  if (typeof part === 'object' && 'n' in part && typeof part.n === 'string' && /^-?\d{1,19}$/.test(part.n)) return BigInt(part.n);
  throw new RangeError('not a stored value');
}
