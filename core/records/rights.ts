import { refuse } from '#common/errors';
import type { ObjectDefinition } from '#common/objects';
import type { Access, Coverage, Grant, Verb } from '#core/access';
import { covering } from '#core/access/covering.ts';
import { atLeast } from '#core/access/levels.ts';
import { readerOf, type Context } from '#core/context';
import type { TableShape } from '#core/registry';
import type { Reader } from '#db';
import { denied } from '#db/query';
import type { Draft } from './draft.ts';
import { missing } from './missing.ts';

/** What a person may do with one record, decided on the row itself. */
export class Rights {
  readonly #access: Access;
  readonly #context: Context;

  constructor(access: Access, context: Context) {
    this.#access = access;
    this.#context = context;
  }

  /** Whether some role grants the verb on the object, in whatever rows. */
  may(definition: ObjectDefinition, verb: Verb): boolean {
    const writes = verb === 'create' || verb === 'update' || verb === 'delete';
    return this.#access.can(definition.name, verb) && !(writes && definition.programOnly);
  }

  /** @throws PanshiError `forbidden` when no role grants the verb on the object */
  require(definition: ObjectDefinition, verb: Verb): void {
    if (!this.may(definition, verb)) throw forbidden(definition, verb);
  }

  /** Grants with the verb that cover the record. */
  async covering(reader: Reader, definition: ObjectDefinition, id: string, verb: Verb): Promise<Grant[]> {
    const coverage = this.#access.coverage(definition.name, verb);
    if (coverage.length === 0) return [];
    const covers = await covering(reader, this.#access, definition, id, coverage, readerOf(this.#context));
    return covers ? coverage.filter((_, index) => covers[index]).map((one: Coverage) => one.grant) : [];
  }

  /**
   * The grants that let do this to the record.
   * @throws PanshiError `not_found` when the record is not there for the caller at all, `forbidden` when it is
   */
  async demand(reader: Reader, definition: ObjectDefinition, id: string, verb: Verb): Promise<Grant[]> {
    const grants = await this.covering(reader, definition, id, verb);
    if (grants.length > 0) return grants;
    const readable = await this.covering(reader, definition, id, 'read');
    throw readable.length > 0 ? forbidden(definition, verb) : missing(definition);
  }

  /** Whether the field could be written with the verb in some row: asked before the row is known. */
  mayName(verb: 'create' | 'update'): (table: TableShape, field: string) => boolean {
    return (table, field) => atLeast(this.#access.best(table, field, verb), 'write');
  }

  /** @throws PanshiError `field_denied` naming each field that none of the grants which cover the record lets write */
  requireFields(grants: readonly Grant[], definition: ObjectDefinition, draft: Draft): void {
    const own = this.#access.registry.table(definition.name);
    const refused = Object.keys(draft.values).filter((name) => !this.#writable(grants, own, name));
    for (const [child, rows] of Object.entries(draft.children)) {
      const table = this.#access.registry.table(`${definition.name}.${child}`);
      const names = new Set(rows.flatMap((row) => Object.keys(row.values)));
      for (const name of names) if (!this.#writable(grants, table, name)) refused.push(`${child}.${name}`);
      // Who may write nothing of the rows may not take them away either.
      if (!table.names.some((name) => this.#writable(grants, table, name))) refused.push(child);
    }
    if (refused.length > 0) throw denied([...new Set(refused)]);
  }

  /** Whether some of the grants let read each of these fields. @param key of the object, or of a child table */
  opens(grants: readonly Grant[], key: string, names: readonly string[]): boolean {
    const table = this.#access.registry.table(key);
    return names.every((name) => grants.some((grant) => atLeast(this.#access.level(grant, table, name), 'read')));
  }

  #writable(grants: readonly Grant[], table: TableShape, field: string): boolean {
    return grants.some((grant) => atLeast(this.#access.level(grant, table, field), 'write'));
  }
}

const VERBS: Readonly<Record<string, { zh: string; en: string }>> = {
  read: { zh: '查看', en: 'read' },
  create: { zh: '新建', en: 'create' },
  update: { zh: '修改', en: 'change' },
  delete: { zh: '删除', en: 'delete' },
  export: { zh: '导出', en: 'export' },
  unmask: { zh: '查看脱敏内容', en: 'unmask' },
};

export function forbidden(definition: ObjectDefinition, verb: Verb): Error {
  const action = verb.startsWith('action:') ? definition.lifecycle?.actions[verb.slice('action:'.length)]?.label : undefined;
  const named = VERBS[verb] ?? action ?? { zh: verb, en: verb };
  return refuse(
    'forbidden',
    `您无权对${definition.label.zh}执行“${named.zh}”。如需要，请联系安全管理员。`,
    `You may not ${named.en} this ${definition.label.en.toLowerCase()}. If you need to, ask the security administrator.`,
  );
}
