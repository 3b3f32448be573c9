import type { Context } from '#core/context';
import type { Gate, VisibleRecord } from '#core/records';
import type { Northwind } from '../rows.ts';
import { planReplay } from '../plan.ts';
import type { MoneyReceived, OrderDelivered, OrderInvoiced, PurchaseOrderPlaced, ReplayEvent, SalesOrderTaken } from '../plan/event.ts';
import type { Masters } from './masters.ts';

export interface ReplayParts {
  readonly gate: Gate;
  readonly data: Northwind;
  readonly masters: Masters;
  /** People by user name; each does what the own role lets do. */
  readonly people: ReadonlyMap<string, Context>;
  /** User name of an employee of the sample. */
  readonly sellers: ReadonlyMap<string, string>;
  /** Told after each step of the history, and waited for. */
  progress(done: number, of: number): void | Promise<void>;
}

export interface Replayed {
  readonly steps: number;
  /** Milliseconds from entering an order to its posted invoice, for each order that was shipped. */
  readonly orderMs: readonly number[];
}

/** Plays the sample's whole history through the same actions that people use, each step by a person whose role it is. */
export async function replay(parts: ReplayParts): Promise<Replayed> {
  const events = planReplay(parts.data);
  const player = new Player(parts);
  let done = 0;
  for (const event of events) {
    await player.play(event);
    done += 1;
    await parts.progress(done, events.length);
  }
  return { steps: done, orderMs: player.orderMs() };
}

class Player {
  readonly #parts: ReplayParts;
  readonly #purchases = new Map<string, string>();
  readonly #bills = new Map<string, string>();
  readonly #orders = new Map<string, string>();
  readonly #invoices = new Map<string, string>();
  readonly #spent = new Map<string, number>();

  constructor(parts: ReplayParts) {
    this.#parts = parts;
  }

  orderMs(): number[] {
    return [...this.#invoices.keys()].flatMap((order) => this.#spent.get(order) ?? []);
  }

  async play(event: ReplayEvent): Promise<void> {
    const { gate } = this.#parts;
    switch (event.type) {
      case 'purchase-order':
        return this.#order(event);
      case 'goods-receipt':
        await gate.act(this.#who('storekeeper'), 'purchase-order', this.#purchase(event.purchase), 'receive', { date: event.date });
        return;
      case 'purchase-invoice': {
        const input = { date: event.date, supplierInvoiceNumber: `INV-${event.purchase.replace('/', '-')}` };
        const done = await gate.act(this.#who('accountant'), 'purchase-order', this.#purchase(event.purchase), 'invoice', input);
        this.#bills.set(event.purchase, createdIn(done, 'purchase-invoice'));
        return;
      }
      case 'payment':
        await gate.act(this.#who('cashier'), 'purchase-invoice', found(this.#bills, event.purchase), 'pay', { date: event.date });
        return;
      case 'sales-order':
        return this.#timed(event.orderId, () => this.#sell(event));
      case 'delivery':
        return this.#timed(event.orderId, () => this.#deliver(event));
      case 'sales-invoice':
        return this.#timed(event.orderId, () => this.#invoice(event));
      case 'receipt':
        return this.#receive(event);
    }
  }

  async #order(event: PurchaseOrderPlaced): Promise<void> {
    const { gate, masters } = this.#parts;
    const buyer = this.#who('buyer');
    const made = await gate.create(buyer, 'purchase-order', {
      supplier: found(masters.suppliers, event.supplierId),
      date: event.date,
      warehouse: masters.warehouse,
      lines: event.lines.map((line) => ({ product: found(masters.products, line.productId), quantity: line.quantity, price: line.unitPrice })),
    });
    await gate.act(buyer, 'purchase-order', made.id, 'submit', {});
    this.#purchases.set(event.purchase, made.id);
  }

  /** The sample's freight is charged to the customer; its prices are without tax. */
  async #sell(event: SalesOrderTaken): Promise<void> {
    const { gate, masters, data, sellers } = this.#parts;
    const seller = this.#who(found(sellers, event.employeeId));
    const customer = found(masters.customers, event.customerId);
    // Who does not look after the customer cannot see it, and has the manager enter the order.
    const own = (await gate.visible(seller, 'customer', [customer])).has(customer);
    const writer = own ? seller : this.#who('sales.manager');
    const { shipTo } = event;
    const made = await gate.create(writer, 'sales-order', {
      customer,
      date: event.date,
      requiredDate: event.requiredDate,
      employee: found(masters.employees, event.employeeId),
      ...(own ? {} : { ownerId: seller.principal.userId }),
      shipper: data.shippers.find((shipper) => shipper.shipperId === event.shipperId)?.companyName ?? null,
      freight: event.freight,
      warehouse: masters.warehouse,
      shipName: shipTo.name,
      shipAddress: shipTo.address,
      shipCity: shipTo.city,
      shipRegion: shipTo.region,
      shipPostalCode: shipTo.postalCode,
      shipCountry: shipTo.country,
      lines: event.lines.map((line) => ({
        product: found(masters.products, line.productId), quantity: line.quantity, price: line.unitPrice, discount: line.discount,
      })),
    });
    await gate.act(writer, 'sales-order', made.id, 'submit', {});
    this.#orders.set(event.orderId, made.id);
  }

  async #deliver(event: OrderDelivered): Promise<void> {
    await this.#parts.gate.act(this.#who('storekeeper'), 'sales-order', found(this.#orders, event.orderId), 'deliver', { date: event.date });
  }

  async #invoice(event: OrderInvoiced): Promise<void> {
    const done = await this.#parts.gate.act(this.#who('accountant'), 'sales-order', found(this.#orders, event.orderId), 'invoice', { date: event.date });
    this.#invoices.set(event.orderId, createdIn(done, 'sales-invoice'));
  }

  async #receive(event: MoneyReceived): Promise<void> {
    await this.#parts.gate.act(this.#who('cashier'), 'sales-invoice', found(this.#invoices, event.orderId), 'pay', { date: event.date });
  }

  async #timed(order: string, work: () => Promise<void>): Promise<void> {
    const start = performance.now();
    await work();
    this.#spent.set(order, (this.#spent.get(order) ?? 0) + performance.now() - start);
  }

  #purchase(key: string): string {
    return found(this.#purchases, key);
  }

  #who(username: string): Context {
    return found(this.#parts.people, username);
  }
}

function found<T>(map: ReadonlyMap<string, T>, key: string): T {
  const value = map.get(key);
  if (value === undefined) throw new Error(`the replay does not know ${key}`);
  return value;
}

function createdIn(record: VisibleRecord, object: string): string {
  const created = record['_created'] as readonly { object: string; id: string }[] | undefined;
  const made = created?.find((one) => one.object === object);
  if (!made) throw new Error(`the action made no ${object} that its caller can see`);
  return made.id;
}
