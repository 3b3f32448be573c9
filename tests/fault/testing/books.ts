import type { Host } from '#server/host';

/* What must hold of the books whenever a host is found again, asked of the rows themselves: each statement gives only what is wrong. */

/** Documents that have lines, and numbers from 1 without a gap. */
const NUMBERED = ['sales_order', 'delivery', 'sales_invoice', 'receipt', 'voucher'] as const;

/** The same question to several tables, in one statement. */
function each(tables: readonly string[], question: (table: string) => string): string {
  return tables.map(question).join(' UNION ALL ');
}

/** That no document of these tables has the id. */
function noneOf(tables: readonly string[], id: string): string {
  return tables.map((table) => `NOT EXISTS (SELECT 1 FROM "${table}" d WHERE d."id" = ${id})`).join(' AND ');
}

const MOVING = ['delivery', 'goods_receipt'] as const;
const POSTING = ['delivery', 'goods_receipt', 'sales_invoice', 'receipt'] as const;

/** Documents posted without what belongs to their posting, or half-way between draft and posted. */
const HALVES: Readonly<Record<string, string>> = {
  'posted without a voucher': each(
    POSTING,
    (table) => `
    SELECT '${table} ' || d."number" FROM "${table}" d WHERE d."state" = 'posted'
      AND (SELECT COUNT(*) FROM "voucher" v WHERE v."source_id" = d."id" AND v."state" = 'posted') <> 1`,
  ),
  'goods moved without a movement': each(
    MOVING,
    (table) => `
    SELECT '${table} ' || d."number" FROM "${table}" d WHERE d."state" = 'posted'
      AND (SELECT COUNT(*) FROM "stock_move" m WHERE m."source_id" = d."id") <> 1`,
  ),
  'a movement without its document': `SELECT m."id" FROM "stock_move" m WHERE ${noneOf(MOVING, 'm."source_id"')}`,
  'a voucher without its document': `
    SELECT v."number" FROM "voucher" v WHERE v."source_id" IS NOT NULL AND ${noneOf(POSTING, 'v."source_id"')}`,
  'made by an action and left a draft': each(
    ['delivery', 'sales_invoice', 'receipt'],
    (table) => `SELECT '${table} ' || "id" FROM "${table}" WHERE "state" = 'draft'`,
  ),
  'delivered quantity is not what the deliveries say': `
    SELECT l."id" FROM "sales_order__lines" l WHERE l."delivered_quantity" <> COALESCE((SELECT SUM(d."quantity") FROM "delivery__lines" d
      JOIN "delivery" h ON h."id" = d."parent_id" AND h."state" = 'posted' WHERE d."order_line" = l."id"), 0)`,
  'paid amount is not what the receipts say': `
    SELECT i."number" FROM "sales_invoice" i WHERE i."paid_amount" <> COALESCE((SELECT SUM(l."amount") FROM "receipt__lines" l
      JOIN "receipt" r ON r."id" = l."parent_id" AND r."state" = 'posted' WHERE l."invoice" = i."id"), 0)`,
  'lines without their document': each(
    NUMBERED,
    (table) => `SELECT '${table} ' || l."id" FROM "${table}__lines" l WHERE ${noneOf([table], 'l."parent_id"')}`,
  ),
  'a document without lines': each(
    NUMBERED,
    (table) => `
    SELECT '${table} ' || h."id" FROM "${table}" h WHERE NOT EXISTS (SELECT 1 FROM "${table}__lines" l WHERE l."parent_id" = h."id")`,
  ),
  'not in the log': each(
    NUMBERED,
    (table) => `
    SELECT '${table} ' || t."id" FROM "${table}" t
      WHERE NOT EXISTS (SELECT 1 FROM audit_entry a WHERE a.record = t."id" AND a.event = 'create')`,
  ),
};

/** @returns what is wrong, in words */
export async function halves(host: Host): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const [what, text] of Object.entries(HALVES)) {
    for (const row of await host.core.store.reader.rows(text)) wrong.push(`${what}: ${String(row[0])}`);
  }
  for (const table of NUMBERED) {
    const rows = await host.core.store.reader.rows(`SELECT "number" FROM "${table}" WHERE "number" IS NOT NULL`);
    const series = Map.groupBy(
      rows.map((row) => String(row[0])),
      (number) => number.slice(0, number.lastIndexOf('-')),
    );
    for (const [prefix, numbers] of series) {
      const serials = numbers.map((number) => Number(number.slice(number.lastIndexOf('-') + 1))).toSorted((a, b) => a - b);
      if (serials.some((serial, at) => serial !== at + 1)) wrong.push(`numbers with a gap: ${table} ${prefix}`);
    }
  }
  return wrong;
}

/** Which of these documents are not there, or not as they were when their posting was acknowledged. */
export async function lost(host: Host, acknowledged: readonly Acknowledged[]): Promise<readonly string[]> {
  const gone: string[] = [];
  for (const [object, documents] of Map.groupBy(acknowledged, (document) => document.object)) {
    const { table } = host.core.registry().table(object);
    const rows = await host.core.store.reader.rows(`SELECT "id" FROM "${table}" WHERE "state" <> 'draft' AND "number" IS NOT NULL`);
    const there = new Set(rows.map((row) => String(row[0])));
    gone.push(...documents.filter(({ id }) => !there.has(id)).map(({ id }) => `${object} ${id}`));
  }
  return gone;
}

export interface Acknowledged {
  readonly object: string;
  readonly id: string;
}
