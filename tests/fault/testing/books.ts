import type { Host } from '#server/host';

/* What must hold of the books whenever a host is found again, asked of the rows themselves: each statement gives only what is wrong. */

/** Documents that have lines, and numbers from 1 without a gap. */
const NUMBERED = ['sales_order', 'delivery', 'sales_invoice', 'receipt', 'voucher'] as const;

/** Documents posted without what belongs to their posting, or half-way between draft and posted. */
const HALVES: Readonly<Record<string, string>> = {
  'posted without a voucher': ['delivery', 'sales_invoice', 'receipt', 'goods_receipt'].map((table) => `
    SELECT '${table} ' || d."number" FROM "${table}" d WHERE d."state" = 'posted'
    AND (SELECT COUNT(*) FROM "voucher" v WHERE v."source_id" = d."id" AND v."state" = 'posted') <> 1`).join(' UNION ALL '),
  'goods moved without a movement': ['delivery', 'goods_receipt'].map((table) => `
    SELECT '${table} ' || d."number" FROM "${table}" d WHERE d."state" = 'posted'
    AND (SELECT COUNT(*) FROM "stock_move" m WHERE m."source_id" = d."id") <> 1`).join(' UNION ALL '),
  'movement or voucher without its document': `
    SELECT 'move ' || m."id" FROM "stock_move" m WHERE NOT EXISTS (SELECT 1 FROM "delivery" d WHERE d."id" = m."source_id")
      AND NOT EXISTS (SELECT 1 FROM "goods_receipt" g WHERE g."id" = m."source_id")
    UNION ALL SELECT 'voucher ' || v."number" FROM "voucher" v WHERE v."source_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "delivery" d WHERE d."id" = v."source_id")
      AND NOT EXISTS (SELECT 1 FROM "goods_receipt" g WHERE g."id" = v."source_id") AND NOT EXISTS (SELECT 1 FROM "sales_invoice" i WHERE i."id" = v."source_id")
      AND NOT EXISTS (SELECT 1 FROM "receipt" r WHERE r."id" = v."source_id")`,
  'made by an action and left a draft': ['delivery', 'sales_invoice', 'receipt'].map((table) => `SELECT '${table} ' || "id" FROM "${table}" WHERE "state" = 'draft'`).join(' UNION ALL '),
  'delivered quantity is not what the deliveries say': `
    SELECT l."id" FROM "sales_order__lines" l WHERE l."delivered_quantity" <> COALESCE((SELECT SUM(d."quantity") FROM "delivery__lines" d
      JOIN "delivery" h ON h."id" = d."parent_id" AND h."state" = 'posted' WHERE d."order_line" = l."id"), 0)`,
  'paid amount is not what the receipts say': `
    SELECT i."number" FROM "sales_invoice" i WHERE i."paid_amount" <> COALESCE((SELECT SUM(l."amount") FROM "receipt__lines" l
      JOIN "receipt" r ON r."id" = l."parent_id" AND r."state" = 'posted' WHERE l."invoice" = i."id"), 0)`,
  'rows without their record': NUMBERED.map((table) => `
    SELECT '${table} ' || l."id" FROM "${table}__lines" l WHERE NOT EXISTS (SELECT 1 FROM "${table}" h WHERE h."id" = l."parent_id")`).join(' UNION ALL ')
    + ' UNION ALL ' + NUMBERED.map((table) => `
    SELECT '${table} ' || h."id" FROM "${table}" h WHERE NOT EXISTS (SELECT 1 FROM "${table}__lines" l WHERE l."parent_id" = h."id")`).join(' UNION ALL '),
  'not in the log': NUMBERED.map((table) => `
    SELECT '${table} ' || t."id" FROM "${table}" t WHERE NOT EXISTS (SELECT 1 FROM audit_entry a WHERE a.record = t."id" AND a.event = 'create')`).join(' UNION ALL '),
};

/** @returns what is wrong, in words */
export async function halves(host: Host): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const [what, text] of Object.entries(HALVES)) {
    for (const row of await host.core.store.reader.rows(text)) wrong.push(`${what}: ${String(row[0])}`);
  }
  for (const table of NUMBERED) {
    const rows = await host.core.store.reader.rows(`SELECT "number" FROM "${table}" WHERE "number" IS NOT NULL`);
    const series = Map.groupBy(rows.map((row) => String(row[0])), (number) => number.slice(0, number.lastIndexOf('-')));
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
