import { refuse } from '#common/errors';
import type { Field, FieldMap } from '#common/fields';
import { childFieldsOf, childTableName, columnName, fieldsOf, tableName, type ObjectDefinition } from '#common/objects';
import type { Dashboard } from '#common/api';
import type { ActionHandler, Follower, Module, Report, RoleTemplate, SaveHook, Seed } from '#core/module';
import { applyOverlay, type OverlayChange } from './overlay.ts';

/** One table as the gate sees it: an object's own, or one of its child tables. */
export interface TableShape {
  /** `sales-order`, or `sales-order.lines`. */
  readonly key: string;
  readonly definition: ObjectDefinition;
  readonly child: string | null;
  readonly table: string;
  readonly fields: FieldMap;
  /** Field names in the order in which the table's columns are read and written. */
  readonly names: readonly string[];
  readonly columns: Readonly<Record<string, string>>;
}

/** All that the suite and the firm have declared, merged; made anew when a definition changes, never changed. */
export class Registry {
  readonly definitions: readonly ObjectDefinition[];
  readonly roles: readonly RoleTemplate[];
  readonly reports: readonly (Report & { readonly module: string })[];
  readonly dashboards: readonly Dashboard[];
  readonly seeds: readonly Seed[];
  readonly followers: readonly Follower[];
  readonly #tables = new Map<string, TableShape>();
  readonly #handlers = new Map<string, ActionHandler>();
  readonly #hooks = new Map<string, SaveHook[]>();
  readonly #modules: readonly Module[];

  /** @throws Error when the modules contradict each other */
  constructor(modules: readonly Module[], changes: readonly OverlayChange[] = []) {
    this.#modules = modules;
    const declared = modules.flatMap((module) => module.objects ?? []);
    const twice = declared.find(({ name }, index) => declared.findIndex((other) => other.name === name) !== index);
    if (twice) throw new Error(`object ${twice.name} is declared twice`);
    this.definitions = applyOverlay(declared, changes);
    this.roles = modules.flatMap((module) => module.roles ?? []);
    this.reports = modules.flatMap((module) => (module.reports ?? []).map((report) => ({ ...report, module: module.name })));
    this.dashboards = modules.flatMap((module) => module.dashboards ?? []);
    this.seeds = modules.flatMap((module) => module.seeds ?? []);
    this.followers = modules.flatMap((module) => module.followers ?? []);
    for (const definition of this.definitions) this.#addTables(definition);
    for (const handler of modules.flatMap((module) => module.actions ?? [])) this.#addHandler(handler);
    for (const hook of modules.flatMap((module) => module.hooks ?? [])) {
      this.table(hook.object);
      this.#hooks.set(hook.object, [...(this.#hooks.get(hook.object) ?? []), hook]);
    }
    this.#checkLinks();
  }

  /** The same modules under other changes. */
  with(changes: readonly OverlayChange[]): Registry {
    return new Registry(this.#modules, changes);
  }

  find(object: string): ObjectDefinition | undefined {
    const table = this.#tables.get(object);
    return table?.child === null ? table.definition : undefined;
  }

  /** @throws PanshiError `not_found` */
  definition(object: string): ObjectDefinition {
    const found = this.find(object);
    if (!found) throw refuse('not_found', `没有对象“${object}”。`, `There is no object "${object}".`);
    return found;
  }

  findTable(key: string): TableShape | undefined {
    return this.#tables.get(key);
  }

  /** @throws PanshiError `not_found` */
  table(key: string): TableShape {
    const found = this.#tables.get(key);
    if (!found) throw refuse('not_found', `没有对象“${key}”。`, `There is no object "${key}".`);
    return found;
  }

  childTables(definition: ObjectDefinition): TableShape[] {
    return Object.keys(definition.children).map((child) => this.table(`${definition.name}.${child}`));
  }

  handler(object: string, action: string): ActionHandler | undefined {
    return this.#handlers.get(`${object} ${action}`);
  }

  hooks(object: string): readonly SaveHook[] {
    return this.#hooks.get(object) ?? [];
  }

  #addTables(definition: ObjectDefinition): void {
    this.#tables.set(definition.name, shape(definition, null, tableName(definition.name), fieldsOf(definition)));
    for (const child of Object.keys(definition.children)) {
      const key = `${definition.name}.${child}`;
      this.#tables.set(key, { ...shape(definition, child, childTableName(definition.name, child), childFieldsOf(definition, child)), key });
    }
  }

  #addHandler(handler: ActionHandler): void {
    const key = `${handler.object} ${handler.action}`;
    if (!this.find(handler.object)?.lifecycle?.actions[handler.action]) throw new Error(`a handler for ${key}, which is not declared`);
    if (this.#handlers.has(key)) throw new Error(`two handlers for ${key}`);
    this.#handlers.set(key, handler);
  }

  #checkLinks(): void {
    for (const table of this.#tables.values()) {
      for (const [name, field] of Object.entries(table.fields)) {
        if (field.type === 'link' && !this.find(field.to)) throw new Error(`${table.key}.${name} links to ${field.to}, which is not declared`);
        this.#checkInputs(table, name, field);
      }
    }
  }

  #checkInputs(table: TableShape, name: string, field: Field): void {
    for (const input of field.computedFrom ?? []) {
      if (!inputOf(this, table, input)) throw new Error(`${table.key}.${name} is computed from ${input}, which is not declared`);
    }
  }
}

/** The table and field that a `computedFrom` path names: a sibling, `parent.x` of a child row, or `lines.x` of a parent. */
export function inputOf(registry: Registry, table: TableShape, path: string): { table: TableShape; name: string } | undefined {
  const [first = '', second] = path.split('.');
  if (second === undefined) return table.fields[first] ? { table, name: first } : undefined;
  const key = first === 'parent' && table.child !== null ? table.definition.name : `${table.definition.name}.${first}`;
  const other = registry.findTable(key);
  return other?.fields[second] ? { table: other, name: second } : undefined;
}

function shape(definition: ObjectDefinition, child: string | null, table: string, fields: FieldMap): TableShape {
  const names = Object.keys(fields);
  return {
    key: definition.name,
    definition,
    child,
    table,
    fields,
    names,
    columns: Object.fromEntries(names.map((name) => [name, columnName(name)])),
  };
}
