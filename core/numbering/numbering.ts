import type { Numbering } from '#common/objects';
import type { Transaction } from '#db';

const TAKE = `INSERT INTO sequence (company_id, series, next) VALUES (?, ?, 1)
  ON CONFLICT (company_id, series) DO UPDATE SET next = sequence.next + 1 RETURNING next`;

/** The next number of a series, from 1, without gaps: taken in the transaction that uses it, so that a roll-back gives it back. */
export async function nextNumber(transaction: Transaction, company: string, series: string): Promise<number> {
  const [row] = await transaction.rows(TAKE, [company, series]);
  return Number(row?.[0]);
}

/** Digits of a number, unless its object says otherwise. */
export const DIGITS = 6;

/** `SO-1996-000042`. @param date the document's date, whose year counts */
export function writtenNumber(numbering: Numbering, date: string, value: number): string {
  const digits = value.toString().padStart(numbering.digits ?? DIGITS, '0');
  return numbering.per === 'ever' ? `${numbering.prefix}-${digits}` : `${numbering.prefix}-${date.slice(0, 4)}-${digits}`;
}

/**
 * The row of numbers that a document's number comes from. A prefix of the firm's own begins a row of its own at 1, so that each row is without gaps; back at an
 * earlier prefix, its row goes on where it stood.
 */
export function seriesOf(object: string, { prefix, suite = prefix, per }: Numbering, date: string): string {
  const row = prefix === suite ? object : `${object}:${prefix}`;
  return per === 'ever' ? row : `${row}-${date.slice(0, 4)}`;
}
