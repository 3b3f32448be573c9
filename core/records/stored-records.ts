import type { Stored } from '#common/fields';
import type { ObjectDefinition } from '#common/objects';
import type { Registry } from '#core/registry';
import type { Reader } from '#db';
import type { Find, Match } from './work.ts';
import { planOf, type Row, type TablePlan } from './table-plan.ts';

/** A record with its child rows, every field of it. */
export type WholeRecord = Record<string, Row[string] | Row[]> & { id: string; version: number; state: string; companyId: string | null };

/** Reads whole records for programs; what a person may see of them is the views' business. */
export class StoredRecords {
  readonly #registry: Registry;
  readonly #reader: Reader;

  constructor(registry: Registry, reader: Reader) {
    this.#registry = registry;
    this.#reader = reader;
  }

  /** @param company rows of other companies are not there */
  async get(definition: ObjectDefinition, id: string, company: string | null): Promise<WholeRecord | undefined> {
    const [found] = await this.find(definition, { where: { id } }, company);
    return found;
  }

  async find(definition: ObjectDefinition, find: Find, company: string | null): Promise<WholeRecord[]> {
    const plan = planOf(this.#registry.table(definition.name));
    const conditions: string[] = [];
    const params: Stored[] = [];
    if (definition.belongs === 'company') {
      // With the plus, SQLite looks ids up and then the company; left a choice, it may walk through all rows of the company.
      const byId = this.#reader.dialect === 'sqlite' && find.where?.['id'] !== undefined;
      conditions.push(byId ? '+"company_id" = ?' : '"company_id" = ?');
      params.push(company);
    }
    for (const [name, match] of Object.entries(find.where ?? {})) this.#match(plan, name, match, conditions, params);
    let text = plan.selectText;
    if (conditions.length > 0) text += ` WHERE ${conditions.join(' AND ')}`;
    text += ` ORDER BY ${[...(find.sort ?? []), 'id'].map((key) => orderOf(plan, key)).join(', ')}`;
    if (find.limit !== undefined) {
      text += ' LIMIT ?';
      params.push(find.limit);
    }
    const records = (await this.#reader.rows(text, params)).map((row) => plan.decodeRow(row) as WholeRecord);
    await this.#attachChildren(definition, records);
    return records;
  }

  async #attachChildren(definition: ObjectDefinition, records: WholeRecord[]): Promise<void> {
    if (records.length === 0) return;
    for (const shape of this.#registry.childTables(definition)) {
      const plan = planOf(shape);
      const child = shape.child ?? '';
      const byParent = new Map(records.map((record) => [record.id, [] as Row[]]));
      const one = records.length === 1;
      const text = `${plan.selectText} WHERE "parent_id" ${one ? '= ?' : this.#among()} ORDER BY "parent_id", "position"`;
      const ids = records.map((record) => record.id);
      for (const stored of await this.#reader.rows(text, [one ? (ids[0] ?? null) : JSON.stringify(ids)])) {
        const row = plan.decodeRow(stored);
        byParent.get(String(row['parentId']))?.push(row);
      }
      for (const record of records) record[child] = byParent.get(record.id) ?? [];
    }
  }

  #among(): string {
    return this.#reader.dialect === 'sqlite' ? 'IN (SELECT value FROM json_each(?))' : 'IN (SELECT jsonb_array_elements_text(?::jsonb))';
  }

  #match(plan: TablePlan, name: string, match: Match, conditions: string[], params: Stored[]): void {
    if (!plan.shape.fields[name]) throw new RangeError(`no field ${name} in ${plan.shape.key}`);
    const column = plan.column(name);
    if (match === null) {
      conditions.push(`${column} IS NULL`);
    } else if (Array.isArray(match)) {
      conditions.push(`${column} ${this.#among()}`);
      params.push(JSON.stringify(match));
    } else if (typeof match === 'object') {
      for (const [bound, value] of Object.entries(match)) {
        conditions.push(`${column} ${OPERATORS[bound] ?? ''} ?`);
        params.push(plan.encode(name, value));
      }
    } else {
      conditions.push(`${column} = ?`);
      params.push(plan.encode(name, match));
    }
  }
}

const OPERATORS: Readonly<Record<string, string>> = { atLeast: '>=', atMost: '<=', above: '>', below: '<' };

function orderOf(plan: TablePlan, key: string): string {
  return key.startsWith('-') ? `${plan.column(key.slice(1))} DESC` : plan.column(key);
}
