import type { ReportReader } from '#core/module';
import { decimal } from '#common/decimal';
import { AGES, type Age, type OpenItem } from './ageing.ts';
import { addDays } from './calendar.ts';

/** Which documents make a claim or a debt, and which lines settle them. */
export interface ClaimSource {
  /** `sales-invoice` */
  readonly invoices: string;
  /** Its field that says whose it is. */
  readonly party: string;
  /** `receipt.lines`, each with the `invoice` it pays. */
  readonly payments: string;
}

/** Days past due at which an age begins, and before which the next one does. */
const FROM: Readonly<Record<Age, number>> = { notDue: 0, days30: 1, days60: 31, days90: 61, older: 91 };

/**
 * What was open on a day, a sum for each party and age: added up in the store, so that it makes no difference how many documents there ever were.
 * @param asOf 'YYYY-MM-DD', checked
 */
export async function openItems(reader: ReportReader, source: ClaimSource, asOf: string): Promise<OpenItem[]> {
  return (await Promise.all(AGES.map((age) => openOf(reader, source, asOf, age)))).flat();
}

async function openOf(reader: ReportReader, { invoices, party, payments }: ClaimSource, asOf: string, age: Age): Promise<OpenItem[]> {
  const [charged, paid] = await Promise.all([
    reader.query({
      object: invoices,
      select: [`${party} as party`, `${party}.name as name`, 'sum(totalAmount) as amount'],
      filter: [inForce('', asOf), due('', age, asOf)].join(' && '),
      group: [party, `${party}.name`],
      limit: 10_000,
    }),
    reader.query({
      object: payments,
      select: [`invoice.${party} as party`, 'sum(amount) as amount'],
      filter: [inForce('parent.', asOf), inForce('invoice.', asOf), due('invoice.', age, asOf)].join(' && '),
      group: [`invoice.${party}`],
      limit: 10_000,
    }),
  ]);
  const settled = new Map(paid.map((row) => [row['party'], String(row['amount'] ?? '0')]));
  return charged.map((row) => ({
    party: String(row['party'] ?? ''),
    name: String(row['name'] ?? ''),
    dueDate: addDays(asOf, -FROM[age]),
    amount: decimal(String(row['amount'] ?? '0'))
      .minus(decimal(settled.get(row['party'] ?? null)))
      .toFixed(2),
  }));
}

/** Booked by then, and not yet undone. @param of whose fields: `invoice.` */
function inForce(of: string, asOf: string): string {
  return `${of}date <= "${asOf}" && (${of}state == "posted" || (${of}state == "cancelled" && ${of}cancelledOn > "${asOf}"))`;
}

function due(of: string, age: Age, asOf: string): string {
  const next = AGES[AGES.indexOf(age) + 1];
  const latest = age === 'notDue' ? undefined : `${of}dueDate <= "${addDays(asOf, -FROM[age])}"`;
  const earliest = next === undefined ? undefined : `${of}dueDate > "${addDays(asOf, -FROM[next])}"`;
  // What has no day to be paid by is not late.
  return age === 'notDue' ? `(${of}dueDate == null || ${earliest ?? 'true'})` : [latest, earliest].filter((one) => one !== undefined).join(' && ');
}
