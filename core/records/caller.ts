import type { ObjectDefinition } from '#common/objects';
import type { Access } from '#core/access';
import type { AuditLog } from '#core/audit/log.ts';
import type { Context } from '#core/context';
import type { Registry } from '#core/registry';
import type { Reader, Store, Transaction } from '#db';
import type { VisibleRecord } from './gate.ts';
import { openUnit } from './open-unit.ts';
import { Rights } from './rights.ts';
import type { Unit } from './unit.ts';
import { VisibleRecords } from './visible.ts';

export interface GateParts {
  readonly store: Store;
  readonly audit: AuditLog;
  registry(): Registry;
  /** What the caller's roles open, as of now. */
  access(context: Context): Promise<Access>;
}

/** Somebody at the gate, for one call: what is open to them, as of now. */
export class Caller {
  readonly context: Context;
  readonly access: Access;
  readonly rights: Rights;
  readonly visible: VisibleRecords;
  readonly #parts: GateParts;

  private constructor(parts: GateParts, context: Context, access: Access) {
    this.#parts = parts;
    this.context = context;
    this.access = access;
    this.rights = new Rights(access, context);
    this.visible = new VisibleRecords(access, context);
  }

  static async of(parts: GateParts, context: Context): Promise<Caller> {
    return new Caller(parts, context, await parts.access(context));
  }

  /** @throws PanshiError `not_found` */
  definition(object: string): ObjectDefinition {
    return this.access.registry.definition(object);
  }

  unit(transaction: Transaction): Unit {
    const { audit } = this.#parts;
    return openUnit({ transaction, context: this.context, registry: this.access.registry, audit });
  }

  /** The record as its writer may see it; only its id where it is out of the writer's sight. */
  async answer(reader: Reader, object: string, id: string): Promise<VisibleRecord> {
    const seen = this.access.can(object, 'read') ? await this.visible.one(reader, object, id) : undefined;
    return seen ?? { id };
  }
}
