import type { Stored } from '#common/fields';
import { sumTooLarge } from '../errors.ts';

// Object identifiers of types, fixed in PostgreSQL's catalogue (pg_type.dat).
const BOOL = 16;
const INTEGERS = new Set([20, 21, 23, 26]);
const FLOATS = new Set([700, 701]);
const NUMERIC = 1700;

const MOST = 2n ** 63n - 1n;

/** How values come out: as from SQLite, integers as bigint, and sums no larger than SQLite can hold. */
export const types = {
  getTypeParser(oid: number): (text: string) => Exclude<Stored, null> {
    if (oid === BOOL) return (text) => text === 't';
    if (INTEGERS.has(oid)) return BigInt;
    if (oid === NUMERIC) return numeric;
    if (FLOATS.has(oid)) return Number;
    return (text) => text;
  },
};

/** A sum of bigint is numeric; an average is no integer and stays written out. */
function numeric(text: string): bigint | string {
  if (!/^-?\d+(\.0*)?$/.test(text)) return text;
  const value = BigInt(text.replace(/\.0*$/, ''));
  if (value > MOST || value < -MOST - 1n) throw sumTooLarge();
  return value;
}

/** Refuses floats, as SQLite's side does: decimals are integers in the database. */
export function bound(value: Stored): Stored {
  return typeof value === 'number' ? BigInt(value) : value;
}
