import { refuse } from '#common/errors';
import type { ObjectDefinition, RecordOf } from '#common/objects';
import { today, type Context } from '#core/context';
import { nextNumber } from '#core/numbering';
import type { Stored } from '#common/fields';
import type { StoredRow } from '#db';
import type { Unit } from './unit.ts';
import { missing } from './missing.ts';
import type { Row } from './table-plan.ts';
import type { Find, Program, Work } from './work.ts';

type Verb = Program['may'][string][number];

/** A unit of work in the hands of a program: it may do what the program declares. */
export class ProgramWork implements Work {
  readonly #unit: Unit;
  readonly #program: Program;

  constructor(unit: Unit, program: Program) {
    this.#unit = unit;
    this.#program = program;
  }

  get context(): Context {
    return this.#unit.context;
  }

  get company(): string {
    const { company } = this.#unit.context;
    if (company === null) throw refuse('forbidden', '请先选择公司。', 'Choose a company first.');
    return company;
  }

  now(): string {
    return this.context.clock().toISOString();
  }

  today(): string {
    return today(this.context);
  }

  async get<D extends ObjectDefinition>(definition: D, id: string): Promise<RecordOf<D>> {
    const found = await this.first(definition, { id });
    if (!found) throw missing(definition);
    return found;
  }

  async first<D extends ObjectDefinition>(definition: D, where: Find['where'], sort?: readonly string[]): Promise<RecordOf<D> | undefined> {
    const find: Find = { limit: 1, ...(where ? { where } : {}), ...(sort ? { sort } : {}) };
    const [found] = await this.list(definition, find);
    return found;
  }

  async list<D extends ObjectDefinition>(definition: D, find: Find): Promise<RecordOf<D>[]> {
    this.#require(definition.name, 'read');
    const found = await this.#unit.records.find(this.#current(definition), find, this.context.company);
    return found as unknown as RecordOf<D>[];
  }

  async create<D extends ObjectDefinition>(definition: D, draft: Readonly<Record<string, unknown>>): Promise<RecordOf<D>> {
    this.#require(definition.name, 'create');
    const current = this.#current(definition);
    return (await this.#unit.insert(current, this.#unit.draft(current, draft), this.#program.name)) as unknown as RecordOf<D>;
  }

  async change<D extends ObjectDefinition>(definition: D, id: string, patch: Readonly<Record<string, unknown>>): Promise<RecordOf<D>> {
    this.#require(definition.name, 'update');
    const current = this.#current(definition);
    const before = await this.#unit.load(current, id);
    const changed = await this.#unit.update(current, before, this.#unit.draft(current, patch), 'update', this.#program.name);
    return changed as unknown as RecordOf<D>;
  }

  async changeRow<D extends ObjectDefinition>(
    definition: D,
    child: Extract<keyof D['children'], string>,
    rowId: string,
    patch: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    this.#require(definition.name, 'update');
    const current = this.#current(definition);
    const { table } = this.#unit.registry.table(`${definition.name}.${child}`);
    const [found] = await this.#unit.transaction.rows(`SELECT "parent_id" FROM "${table}" WHERE "id" = ?`, [rowId]);
    if (!found) throw missing(definition);
    const before = await this.#unit.load(current, String(found[0]));
    const rows = (before[child] as Row[]).map((row) => (row['id'] === rowId ? { id: rowId, ...patch } : { id: row['id'] }));
    await this.#unit.update(current, before, this.#unit.draft(current, { [child]: rows }), 'update', this.#program.name);
  }

  async remove<D extends ObjectDefinition>(definition: D, id: string): Promise<void> {
    this.#require(definition.name, 'delete');
    const current = this.#current(definition);
    await this.#unit.remove(current, await this.#unit.load(current, id), this.#program.name);
  }

  async act<D extends ObjectDefinition>(definition: D, id: string, action: string, input: Readonly<Record<string, unknown>> = {}): Promise<RecordOf<D>> {
    this.#require(definition.name, 'act');
    const done = await this.#unit.act(this.#current(definition), id, action, input, this.#program.name);
    return done.record as unknown as RecordOf<D>;
  }

  as(program: Program): Work {
    return this.#unit.as(program);
  }

  next(series: string): Promise<number> {
    return nextNumber(this.#unit.transaction, this.company, series);
  }

  figures(objects: readonly string[], sql: string, params: readonly Stored[] = []): Promise<StoredRow[]> {
    for (const object of objects) this.#require(object, 'read');
    return this.#unit.transaction.rows(sql, params);
  }

  /** The definition as the firm has extended it. */
  #current(definition: ObjectDefinition): ObjectDefinition {
    return this.#unit.registry.definition(definition.name);
  }

  #require(object: string, verb: Verb): void {
    if (this.#program.may[object]?.includes(verb)) return;
    throw new Error(`program ${this.#program.name} has not declared ${verb} on ${object}`);
  }
}
