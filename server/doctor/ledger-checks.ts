import { fromScaled } from '#common/decimal';
import type { Reader } from '#db';
import type { DoctorCheck } from './doctor-check.ts';

/* The books against each other, computed from their rows alone. Each statement gives only what is wrong. */

const VOUCHERS = `
  SELECT v."number" FROM "voucher" v JOIN "voucher__lines" l ON l."parent_id" = v."id"
  WHERE v."state" = 'posted' GROUP BY v."id", v."number" HAVING SUM(l."debit") <> SUM(l."credit") ORDER BY v."number" LIMIT 20`;

const BALANCES = `
  SELECT a."code" FROM "account" a
  LEFT JOIN (SELECT l."account", SUM(l."debit") AS debit, SUM(l."credit") AS credit FROM "voucher__lines" l
             JOIN "voucher" v ON v."id" = l."parent_id" WHERE v."state" = 'posted' GROUP BY l."account") e ON e."account" = a."id"
  LEFT JOIN (SELECT "account", SUM("debit") AS debit, SUM("credit") AS credit FROM "ledger_balance"
             GROUP BY "account") b ON b."account" = a."id"
  WHERE COALESCE(e.debit, 0) <> COALESCE(b.debit, 0) OR COALESCE(e.credit, 0) <> COALESCE(b.credit, 0) ORDER BY a."code" LIMIT 20`;

const STOCK = `
  SELECT p."code" FROM "stock_balance" s JOIN "product" p ON p."id" = s."product"
  LEFT JOIN (SELECT "product", "warehouse", SUM("quantity") AS quantity, SUM("value") AS value FROM "stock_move__items"
             GROUP BY "product", "warehouse") m ON m."product" = s."product" AND m."warehouse" = s."warehouse"
  WHERE COALESCE(m.quantity, 0) <> s."quantity" OR COALESCE(m.value, 0) <> s."value" ORDER BY p."code" LIMIT 20`;

/** Stock accounts are those that the posting rules credit with the cost of a delivery. */
const STOCK_VALUE = `
  SELECT c."code",
    (SELECT CAST(COALESCE(SUM(s."value"), 0) AS TEXT) FROM "stock_balance" s WHERE s."company_id" = c."id"),
    (SELECT CAST(COALESCE(SUM(b."debit") - SUM(b."credit"), 0) AS TEXT) FROM "ledger_balance" b
      WHERE b."company_id" = c."id" AND b."account" IN (
       SELECT r."account" FROM "posting_rule" r
       WHERE r."company_id" = c."id" AND r."object" = 'delivery' AND r."side" = 'credit' AND r."amount" = 'costAmount'))
  FROM "company" c ORDER BY c."code"`;

/** A number is a series and a place in it: 记-1996-09-0128 is the 128th of its month. Places run from 1 to as many as there are. */
const NUMBERS = `
  SELECT MAX("number") FROM (
    SELECT "company_id", "number", RTRIM("number", '0123456789') AS series,
      CAST(SUBSTR("number", LENGTH(RTRIM("number", '0123456789')) + 1) AS INTEGER) AS place
    FROM "voucher" WHERE "number" IS NOT NULL) n
  GROUP BY "company_id", series HAVING COUNT(*) <> MAX(place) OR COUNT(*) <> COUNT(DISTINCT place) LIMIT 20`;

async function names(reader: Reader, text: string): Promise<readonly string[]> {
  return (await reader.rows(text)).map((row) => String(row[0]));
}

function namesNothing(name: string, text: string, needs: readonly string[], say: (found: string) => string): DoctorCheck {
  return {
    name,
    async run({ core }) {
      if (needs.some((object) => core.registry().find(object) === undefined)) return { faults: [], note: 'not in use' };
      return { faults: (await names(core.store.longReader, text)).map(say) };
    },
  };
}

const stockValue: DoctorCheck = {
  name: 'stock ledger = stock accounts',
  async run({ core }) {
    const needs = ['stock-balance', 'ledger-balance', 'posting-rule'];
    if (needs.some((object) => core.registry().find(object) === undefined)) return { faults: [], note: 'not in use' };
    const faults: string[] = [];
    const notes: string[] = [];
    for (const row of await core.store.longReader.rows(STOCK_VALUE)) {
      const [company, stock, ledger] = [String(row[0]), fromScaled(BigInt(String(row[1])), 2), fromScaled(BigInt(String(row[2])), 2)];
      if (stock === ledger) notes.push(`${company}: ${stock}`);
      else faults.push(`company ${company}: stock ${stock}, accounts ${ledger}`);
    }
    return { faults, note: notes.join(', ') };
  },
};

export const LEDGER_CHECKS: readonly DoctorCheck[] = [
  namesNothing('debit = credit', VOUCHERS, ['voucher'], (number) => `voucher ${number} does not balance`),
  namesNothing(
    'ledger = vouchers',
    BALANCES,
    ['voucher', 'ledger-balance', 'account'],
    (code) => `account ${code} differs from its vouchers`,
  ),
  namesNothing('voucher numbers', NUMBERS, ['voucher'], (number) => `numbers up to ${number} have a gap`),
  namesNothing(
    'stock = movements',
    STOCK,
    ['stock-balance', 'stock-move', 'product'],
    (code) => `stock of ${code} differs from its movements`,
  ),
  stockValue,
];
