import { decimal, round, sum } from '#common/decimal';
import { refuse } from '#common/errors';
import { beforeSave } from '#core/module';
import type { Work } from '#core/records/work.ts';
import { Customer } from '#modules/party';
import { Product, Warehouse } from '#modules/product';
import { lineAmounts } from '#modules/terms';
import { SALES } from './program.ts';
import { SalesOrder } from './sales-order.ts';
import { SalesQuote } from './sales-quote.ts';

interface Offered {
  readonly id: string;
  readonly product: string;
  readonly quantity: string;
  readonly price: string | null;
  readonly discount: string;
  readonly taxRate: string | null;
}

/** Prices the lines of an offer; a price given wins over the list price. `cost` is what the goods would cost today. */
async function priced(work: Work, rows: readonly Offered[]) {
  const products = new Map(
    (await work.list(Product, { where: { id: rows.map((row) => row.product) } })).map((product) => [product.id, product]),
  );
  return rows.map((row, index) => {
    const product = products.get(row.product);
    const price = row.price ?? product?.listPrice ?? null;
    if (price === null) {
      throw refuse(
        'invalid',
        `第 ${index + 1} 行没有单价，产品也没有标价，请填写单价。`,
        `Line ${index + 1} has no price, and its product no list price. Enter a price.`,
        {
          fields: [`lines.${index}.price`],
          problems: { [`lines.${index}.price`]: { zh: '必须填写', en: 'must be filled in' } },
        },
      );
    }
    const taxRate = row.taxRate ?? product?.taxRate ?? '0';
    const quantity = row.quantity ?? '0';
    const amounts = lineAmounts({ quantity, price, discount: row.discount, taxRate });
    return { id: row.id, price, taxRate, ...amounts, cost: round(decimal(product?.cost).times(decimal(quantity)), 2) };
  });
}

function totals(
  lines: readonly { readonly gross: string; readonly net: string; readonly tax: string; readonly total: string }[],
  freight: string | null,
) {
  const of = (field: 'gross' | 'net' | 'tax' | 'total') => round(sum(lines.map((line) => line[field])), 2);
  return {
    grossAmount: of('gross'),
    netAmount: of('net'),
    taxAmount: of('tax'),
    totalAmount: round(decimal(of('total')).plus(decimal(freight)), 2),
  };
}

export const quoteAmounts = beforeSave(SalesQuote, SALES, async (work, next) => {
  if (next.state !== 'draft') return;
  const lines = (await priced(work, next.lines)).map(({ cost: _cost, ...line }) => line);
  return { lines, ...totals(lines, next.freight) };
});

/** Amounts, margin and defaults of an order that is still being written. */
export const orderAmounts = beforeSave(SalesOrder, SALES, async (work, next) => {
  if (next.state !== 'draft') return;
  const lines = (await priced(work, next.lines)).map((line) => ({ ...line, margin: round(decimal(line.net).minus(line.cost), 2) }));
  const sums = totals(lines, next.freight);
  const costAmount = round(sum(lines.map((line) => line.cost)), 2);
  return {
    ...(await shipTo(work, next)),
    warehouse: next.warehouse ?? (await usualWarehouse(work)),
    lines,
    ...sums,
    costAmount,
    margin: round(decimal(sums.netAmount).minus(costAmount), 2),
  };
});

async function usualWarehouse(work: Work): Promise<string> {
  const warehouse = await work.first(Warehouse, { archived: false }, ['code']);
  if (!warehouse)
    throw refuse('rule', '还没有仓库，请先建立仓库。', 'There is no warehouse yet. Make one first.', { fields: ['warehouse'] });
  return warehouse.id;
}

async function shipTo(
  work: Work,
  { customer, shipName, shipAddress }: { customer: string | null; shipName: string | null; shipAddress: string | null },
) {
  if (customer === null || shipName !== null || shipAddress !== null) return {};
  const { name, address, city, region, postalCode, country } = await work.get(Customer, customer);
  return { shipName: name, shipAddress: address, shipCity: city, shipRegion: region, shipPostalCode: postalCode, shipCountry: country };
}
