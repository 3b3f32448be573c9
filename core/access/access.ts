import { toSql, type Fragment, type SqlTarget } from '#common/expression';
import { kindOf, type Field } from '#common/fields';
import { columnName, tableName, type ObjectDefinition } from '#common/objects';
import type { Dialect } from '#db';
import { and, quoted, sqlOf, TRUE, type Cell, type View } from '#db/query';
import { companionColumn, companionsOf } from '#db/search';
import type { Registry, TableShape } from '#core/registry';
import { or } from '#db/query/text.ts';
import type { FieldLevel, Grant, Grants, Verb } from './grant.ts';
import { atLeast, grants, levelOf } from './levels.ts';
import { scopeExpression, scopeKey } from './scope.ts';

/** One grant that names a verb, with the condition on the rows it covers. */
export interface Coverage {
  readonly grant: Grant;
  /** Over the alias of the object's table; undefined when it covers every row of the company. */
  rows(alias: string): Fragment | undefined;
}

/**
 * What one set of roles may do, compiled from their grants. It knows no person: who reads is bound as parameters when a statement runs, so that
 * everybody with the same roles shares the same statements.
 */
export class Access {
  readonly registry: Registry;
  readonly #dialect: Dialect;
  readonly #grants = new Map<string, readonly Grant[]>();
  readonly #views = new Map<string, View | null>();
  readonly #coverage = new Map<string, readonly Coverage[]>();
  /** Compiled statements of these roles, by a key of the compiler's making. */
  readonly statements = new Map<string, unknown>();

  constructor(registry: Registry, dialect: Dialect, roles: readonly Grants[]) {
    this.registry = registry;
    this.#dialect = dialect;
    for (const { name } of registry.definitions) {
      const all = roles.flatMap((role) => role[name] ?? []);
      if (all.length > 0) this.#grants.set(name, all);
    }
  }

  /** Whether any grant on the object names the verb. */
  can(object: string, verb: Verb): boolean {
    return this.coverage(object, verb).length > 0;
  }

  /** The grants that name a verb on an object. */
  coverage(object: string, verb: Verb): readonly Coverage[] {
    const key = `${object} ${verb}`;
    const known = this.#coverage.get(key);
    if (known) return known;
    const made = (this.#grants.get(object) ?? []).filter((grant) => grants(grant, verb)).map((grant) => this.#cover(object, grant));
    this.#coverage.set(key, made);
    return made;
  }

  /** All grants on an object, in the order of the roles. */
  all(object: string): readonly Coverage[] {
    return (this.#grants.get(object) ?? []).map((grant) => this.#cover(object, grant));
  }

  /** The level a grant gives a field of the object or of one of its child tables. */
  level(grant: Grant, table: TableShape, field: string): FieldLevel {
    return levelOf(this.registry, grant, table, field);
  }

  /** The highest level any grant with the verb gives a field, in whatever rows. */
  best(table: TableShape, field: string, verb: Verb = 'read'): FieldLevel {
    const levels = this.coverage(table.definition.name, verb).map(({ grant }) => this.level(grant, table, field));
    return (['write', 'read', 'masked'] as const).find((level) => levels.includes(level)) ?? 'none';
  }

  /**
   * A table as its readers see it.
   * @param verb `export` for what may be taken away: rows and cells of grants that name both `read` and `export`
   * @returns undefined when no grant lets read any of it
   */
  view(key: string, verb: 'read' | 'export' = 'read'): View | undefined {
    const id = `${key} ${verb}`;
    const known = this.#views.get(id);
    if (known !== undefined) return known ?? undefined;
    const table = this.registry.findTable(key);
    const covered = table
      ? this.coverage(table.definition.name, 'read').filter(({ grant }) => verb === 'read' || grants(grant, 'export'))
      : [];
    const made = table && covered.length > 0 ? this.#view(table, covered, verb) : null;
    this.#views.set(id, made);
    return made ?? undefined;
  }

  #view(table: TableShape, covered: readonly Coverage[], verb: 'read' | 'export'): View {
    const cells = new Map<string, (alias: string) => Cell | undefined>();
    const companions = new Map<string, (alias: string) => Cell | undefined>();
    const kept = table.child === null ? companionsOf(table.definition) : [];
    const parent = table.child === null ? undefined : this.view(table.definition.name, verb);
    return {
      key: table.key,
      table: table.table,
      rows: (alias, byId) => (table.child === null ? this.#visibleRows(table.definition, covered, alias, byId) : TRUE),
      cell: (alias, name) => {
        // Nothing is remembered of names that callers think up.
        if (!Object.hasOwn(table.fields, name)) return undefined;
        let cell = cells.get(name);
        if (!cell) cells.set(name, (cell = this.#cell(table, covered, name, verb)));
        return cell(alias);
      },
      companion: (alias, name, kind) => {
        const column = companionColumn(name, kind);
        if (!kept.some((one) => one.column === column)) return undefined;
        let cell = companions.get(column);
        if (!cell) companions.set(column, (cell = this.#cell(table, covered, name, verb, column)));
        return cell(alias)?.open;
      },
      reach: reachOf(covered),
      company: (alias) => this.company(table.definition, alias),
      field: (name) => (Object.hasOwn(table.fields, name) ? table.fields[name] : undefined),
      link: (name) => {
        const field = Object.hasOwn(table.fields, name) ? table.fields[name] : undefined;
        return field?.type === 'link' ? this.view(field.to, verb) : undefined;
      },
      ...(parent ? { parent } : {}),
    };
  }

  #visibleRows(definition: ObjectDefinition, covered: readonly Coverage[], alias: string, byId = false): Fragment {
    const scopes = distinctRows(covered, alias);
    const company = this.company(definition, alias);
    // The plus keeps SQLite from taking all rows of the company out of some index only to sort them by their ids.
    const walked = byId && company && !scopes && this.#dialect === 'sqlite' ? sqlOf(`+${company.text}`, company.params) : company;
    return and([walked, scopes]);
  }

  /** Rows of the company worked in. */
  company(definition: ObjectDefinition, alias: string): Fragment | undefined {
    if (definition.belongs === 'store') return undefined;
    return sqlOf(`${alias}."company_id" = ?`, [{ reader: 'company' }]);
  }

  /**
   * Decides once for a field in which rows it is open and in which it is masked. What is masked is to be looked at, not to be taken away.
   * @param stored the field's column, or one that is kept beside it and is open exactly where the field is
   */
  #cell(
    table: TableShape, covered: readonly Coverage[], name: string, verb: 'read' | 'export', stored = columnName(name),
  ): (alias: string) => Cell | undefined {
    const field = Object.hasOwn(table.fields, name) ? table.fields[name] : undefined;
    if (!field) return () => undefined;
    const at = covered.map((coverage) => ({ coverage, level: this.level(coverage.grant, table, name) }));
    const open = at.filter(({ level }) => atLeast(level, 'read')).map(({ coverage }) => coverage);
    const masked = verb === 'export' ? [] : at.filter(({ level }) => level === 'masked').map(({ coverage }) => coverage);
    if (open.length === 0 && masked.length === 0) return () => undefined;
    const openEverywhere = open.length === covered.length || open.some(({ grant }) => coversAll(grant));
    const maskedEverywhere = open.length === 0 && (masked.length === covered.length || masked.some(({ grant }) => coversAll(grant)));
    const column = quoted(stored);
    const always = openEverywhere && filled(field);
    return (alias) => {
      const bare = sqlOf(`${alias}.${column}`);
      if (openEverywhere) return { open: bare, always };
      if (maskedEverywhere) return { masked: bare, always: false };
      const rowAlias = table.child === null ? alias : `${alias}_p`;
      const openRows = open.length > 0 ? distinctRows(open, rowAlias) : undefined;
      const maskedRows = masked.length > 0 ? distinctRows(masked, rowAlias) ?? TRUE : undefined;
      return {
        ...(openRows ? { open: when(openRows, bare) } : {}),
        ...(maskedRows ? { masked: when(openRows ? and([maskedRows, not(openRows)]) : maskedRows, bare) } : {}),
        always: false,
      };
    };
  }

  #cover(object: string, grant: Grant): Coverage {
    const scope = scopeExpression(grant.rows);
    if (!scope) return { grant, rows: () => undefined };
    return { grant, rows: (alias) => toSql(scope, this.#rawTarget(this.registry.table(object), alias)) };
  }

  /** Row conditions read the table itself: they decide what a view holds. */
  #rawTarget(table: TableShape, alias: string): SqlTarget {
    return {
      dialect: this.#dialect,
      cell: (path) => {
        const { text, field } = this.#rawCell(table, alias, path);
        return { sql: sqlOf(text), type: kindOf(field).expressionType(field) };
      },
    };
  }

  #rawCell(table: TableShape, alias: string, path: readonly string[]): { text: string; field: Field } {
    const [first = '', ...rest] = path;
    const field = table.fields[first];
    if (!field) throw new RangeError(`no field ${path.join('.')} in ${table.key}`);
    const text = `${alias}.${quoted(columnName(first))}`;
    if (rest.length === 0) return { text, field };
    if (field.type !== 'link') throw new RangeError(`${first} of ${table.key} is no link`);
    const next = `${alias}_${columnName(first)}`;
    const inner = this.#rawCell(this.registry.table(field.to), next, rest);
    return { text: `(SELECT ${inner.text} FROM ${quoted(tableName(field.to))} ${next} WHERE ${next}."id" = ${text})`, field: inner.field };
  }
}

function coversAll(grant: Grant): boolean {
  return scopeKey(grant.rows) === 'all';
}

function reachOf(covered: readonly Coverage[]): View['reach'] {
  if (covered.some(({ grant }) => coversAll(grant))) return 'company';
  return covered.every(({ grant }) => scopeKey(grant.rows) === 'own') ? 'own' : 'some';
}

/** Whether the column is never NULL. */
function filled(field: Field): boolean {
  return field.required === true;
}

/** Rows that some of the grants cover; undefined for every row. */
function distinctRows(covered: readonly Coverage[], alias: string): Fragment | undefined {
  const byScope = new Map(covered.map((coverage) => [scopeKey(coverage.grant.rows), coverage]));
  if (byScope.has('all')) return undefined;
  const parts = [...byScope.values()].map((coverage) => coverage.rows(alias) ?? TRUE);
  return parts.length === 1 ? parts[0] : or(parts);
}

function when(rows: Fragment, cell: Fragment): Fragment {
  return sqlOf(`CASE WHEN ${rows.text} THEN ${cell.text} END`, [...rows.params, ...cell.params]);
}

function not(rows: Fragment): Fragment {
  return sqlOf(`NOT COALESCE((${rows.text}), ${'1=0'})`, rows.params);
}
