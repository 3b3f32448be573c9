import type { Work } from '#core/records/work.ts';
import { Product, Warehouse } from '#modules/product';
import { refuse } from '#common/errors';
import { decimal, round, sum } from '#common/decimal';
import { StockBalance } from './stock-balance.ts';
import { NOTHING, type Position } from './valuation/index.ts';

export interface Place {
  readonly product: string;
  readonly warehouse: string;
}

interface Held {
  readonly id: string | undefined;
  position: Position;
  changed: boolean;
}

/**
 * The positions that one movement touches: read at once, moved in memory (a product may stand on several lines), each written once.
 * Read by index only, so that a movement costs the same in a store of a million balances.
 */
export class OnHand {
  readonly #work: Work;
  readonly #held: Map<string, Held>;
  readonly #products: ReadonlySet<string>;

  private constructor(work: Work, held: Map<string, Held>, products: ReadonlySet<string>) {
    this.#work = work;
    this.#held = held;
    this.#products = products;
  }

  static async read(work: Work, places: readonly Place[]): Promise<OnHand> {
    const products = new Set(places.map(({ product }) => product));
    const warehouses = new Set(places.map(({ warehouse }) => warehouse));
    const rows = await work.list(StockBalance, { where: { product: [...products], warehouse: [...warehouses] } });
    const held = new Map(rows.map((row) => [keyOf(row), { id: row.id, position: row as Position, changed: false }]));
    return new OnHand(work, held, products);
  }

  at(place: Place): Position {
    return this.#held.get(keyOf(place))?.position ?? NOTHING;
  }

  put(place: Place, position: Position): void {
    const key = keyOf(place);
    const held = this.#held.get(key);
    if (held) Object.assign(held, { position, changed: true });
    else this.#held.set(key, { id: undefined, position, changed: true });
  }

  /** @param recost whether the products' own cost (over all warehouses) follows: where goods came in or were valued anew */
  async write(recost: boolean): Promise<void> {
    for (const [key, { id, position, changed }] of this.#held) {
      if (!changed) continue;
      const { quantity, value, average } = position;
      if (id !== undefined) await this.#work.change(StockBalance, id, { quantity, value, average });
      else {
        const [product = '', warehouse = ''] = key.split(' ');
        await this.#work.create(StockBalance, { product, warehouse, quantity, value, average });
      }
    }
    if (recost) await this.#recost();
  }

  async #recost(): Promise<void> {
    const ids = [...this.#products];
    const balances = Map.groupBy(await this.#work.list(StockBalance, { where: { product: ids } }), (row) => row.product);
    for (const product of await this.#work.list(Product, { where: { id: ids } })) {
      const rows = balances.get(product.id) ?? [];
      const quantity = sum(rows.map((row) => row.quantity));
      if (quantity.lte(0)) continue;
      const cost = round(sum(rows.map((row) => row.value)).div(quantity), 6);
      if (!decimal(cost).eq(decimal(product.cost))) await this.#work.change(Product, product.id, { cost });
    }
  }

  /**
   * Refuses an issue that the warehouse cannot cover, unless it allows negative stock.
   * @throws PanshiError `insufficient_stock` naming product, wanted and on hand
   */
  async refuseShortage(places: readonly (Place & { readonly quantity: string })[]): Promise<void> {
    const wanted = Map.groupBy(places, keyOf);
    for (const [key, rows] of wanted) {
      const [first] = rows;
      const total = sum(rows.map((row) => row.quantity));
      const onHand = decimal((this.#held.get(key)?.position ?? NOTHING).quantity);
      if (!first || total.lte(onHand)) continue;
      const warehouse = await this.#work.get(Warehouse, first.warehouse);
      if (warehouse.allowNegative) continue;
      const { name } = await this.#work.get(Product, first.product);
      throw refuse(
        'insufficient_stock',
        `“${name}”在${warehouse.name}库存不足：需要 ${total.toFixed()}，现有 ${onHand.toFixed()}。请减少数量、先入库或换仓库。`,
        `There is not enough of "${name}" in ${warehouse.name}: ${total.toFixed()} wanted, ${onHand.toFixed()} on hand. `
          + 'Take less, receive more first, or choose another warehouse.',
        {
          facts: { product: name, wanted: total.toFixed(), onHand: onHand.toFixed() },
          discreet: {
            object: StockBalance.name, fields: ['quantity'],
            text: { zh: '库存不足。请减少数量、先入库或换仓库。', en: 'There is not enough in stock. Take less, receive more first, or choose another warehouse.' },
          },
        },
      );
    }
  }
}

function keyOf({ product, warehouse }: Place): string {
  return `${product} ${warehouse}`;
}
