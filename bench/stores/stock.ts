import type { SqliteLocation } from '#db/sqlite/settings.ts';
import { openRaw } from './raw.ts';
import { fillTable, idSql } from './rows.ts';

/** Items of one movement, and movements of one product, in the history that is filled in. */
const ITEMS = 10;
const ITEMS_OF_PRODUCT = 100;

/**
 * Fills in a history of stock: so many rows of the stock ledger, of other products, with their movements and balances.
 * @param owner user id; company and warehouse likewise
 */
export function fillStock(location: SqliteLocation, rows: number, company: string, warehouse: string, owner: string): void {
  const database = openRaw(location);
  const standard = {
    company_id: `'${company}'`, owner_id: `'${owner}'`, state: `'active'`, archived: '0', version: '1',
    created_at: `'2025-01-05T08:00:00.000Z'`, created_by: `'${owner}'`, updated_at: `'2025-01-05T08:00:00.000Z'`, updated_by: `'${owner}'`,
  };
  const products = Math.max(1, rows / ITEMS_OF_PRODUCT);
  const unit = database.prepare<[], { id: string }>('SELECT id FROM unit LIMIT 1').get();
  fillTable(database, 'product', products, {
    ...standard, id: idSql('n'), code: `printf('H%07d', n)`, name: `printf('旧商品 %07d', n)`, ...(unit ? { unit: `'${unit.id}'` } : {}),
  });
  fillTable(database, 'stock_balance', products, {
    ...standard, id: idSql('n'), product: idSql('n'), warehouse: `'${warehouse}'`, quantity: '5000000', value: '100000', average: '2000000',
  });
  fillTable(database, 'stock_move', rows / ITEMS, {
    ...standard, id: idSql('n'), date: `date('2015-01-01', (n % 3650) || ' days')`, kind: `'receipt'`, source_object: `'goods-receipt'`,
    source_id: idSql('n'), source_number: `printf('GR-%08d', n)`,
  });
  fillTable(database, 'stock_move__items', rows, {
    id: idSql('n'), parent_id: idSql(`(n + ${ITEMS - 1}) / ${ITEMS}`), position: `1 + (n - 1) % ${ITEMS}`,
    product: idSql(`1 + n * 7919 % ${products}`), warehouse: `'${warehouse}'`,
    quantity: '10000', unit_cost: '2000000', value: '200', balance_quantity: '5000000', balance_value: '100000',
  });
  database.close();
}
