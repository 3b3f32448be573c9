import type { Numbering } from '#common/objects';
import type { Transaction } from '#db';

const TAKE = `INSERT INTO sequence (company_id, series, next) VALUES (?, ?, 1)
  ON CONFLICT (company_id, series) DO UPDATE SET next = sequence.next + 1 RETURNING next`;

/** The next number of a series, from 1, without gaps: taken in the transaction that uses it, so that a roll-back gives it back. */
export async function nextNumber(transaction: Transaction, company: string, series: string): Promise<number> {
  const [row] = await transaction.rows(TAKE, [company, series]);
  return Number(row?.[0]);
}

/** `SO-1996-000042`. @param date the document's date, whose year counts */
export function writtenNumber(numbering: Numbering, date: string, value: number): string {
  const digits = value.toString().padStart(numbering.digits ?? 6, '0');
  return numbering.per === 'ever' ? `${numbering.prefix}-${digits}` : `${numbering.prefix}-${date.slice(0, 4)}-${digits}`;
}

/** The row of numbers that a document's number comes from. */
export function seriesOf(object: string, numbering: Numbering, date: string): string {
  return numbering.per === 'ever' ? object : `${object}-${date.slice(0, 4)}`;
}
