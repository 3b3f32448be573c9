import type { Database } from 'better-sqlite3';
import { maskText } from '#common/fields/mask.ts';

/** Who asks, by the ids that a hand-written statement needs. */
export interface Asker {
  readonly company: string;
  /** Only rows of this owner; all when left out. */
  readonly owner?: string;
}

const OPEN = `id, company_id AS companyId, owner_id AS ownerId, department_id AS departmentId, state, number, archived, version,
  created_at AS createdAt, created_by AS createdBy, updated_at AS updatedAt, updated_by AS updatedBy, code, name,
  contact_name AS contactName, contact_title AS contactTitle, phone, fax, email, address, city, region, postal_code AS postalCode, country`;
const ALL = `${OPEN}, tax_number AS taxNumber, tier, credit_limit AS creditLimit, payment_days AS paymentDays, note`;
const OF_CLERK = `${OPEN}, tier, payment_days AS paymentDays`;

interface RawRow {
  archived: unknown;
  phone: string | null;
  creditLimit?: unknown;
  _masked?: string[];
}

/**
 * A page of customers as one would write it by hand: one prepared statement, its objects put right where the database keeps them
 * otherwise, and made into JSON.
 * @param where a condition besides
 * @param after place of the name, and id, of the last row before the page
 */
export function rawList(
  database: Database, asker: Asker, where: string | undefined, after: readonly string[] | undefined, limit: number,
): () => string {
  const conditions = ['company_id = ?', 'archived = 0'];
  const params: unknown[] = [asker.company];
  if (asker.owner !== undefined) {
    conditions.push('owner_id = ?');
    params.push(asker.owner);
  }
  if (where !== undefined) conditions.push(where);
  if (after !== undefined) {
    conditions.push('(name__order, id) > (?, ?)');
    params.push(...after);
  }
  const columns = asker.owner === undefined ? ALL : OF_CLERK;
  // One row more than the page tells whether another page follows.
  const statement = database.prepare<unknown[], RawRow>(
    `SELECT ${columns} FROM customer WHERE ${conditions.join(' AND ')} ORDER BY name__order, id LIMIT ${limit + 1}`,
  );
  const put = asker.owner === undefined ? putAll : putClerks;
  return () => {
    const rows = statement.all(...params);
    if (rows.length > limit) rows.length = limit;
    for (const row of rows) put(row);
    return JSON.stringify(rows);
  };
}

function putAll(row: RawRow): void {
  row.archived = row.archived === 1;
  if (typeof row.creditLimit === 'number') row.creditLimit = (row.creditLimit / 100).toFixed(2);
}

function putClerks(row: RawRow): void {
  row.archived = row.archived === 1;
  if (row.phone === null) return;
  row.phone = maskText(row.phone, 'phone');
  row._masked = ['phone'];
}
