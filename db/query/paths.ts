import { refuse } from '#common/errors';
import type { Fragment, SqlTarget } from '#common/expression';
import { kindOf, type Field } from '#common/fields';
import type { Dialect } from '#db/store.ts';
import type { CompanionKind } from '../search/index.ts';
import { and, join, quoted, sqlOf } from './text.ts';
import type { Cell, View } from './view.ts';

/** Longest way through links. */
const MAX_HOPS = 4;
/** Links that one question may go through: SQLite joins 64 tables, PostgreSQL thinks ever longer about more. */
const MAX_JOINS = 50;

/** A field that a query names, found: where it is and how the reader sees it. */
export interface Found {
  readonly path: readonly string[];
  readonly field: Field;
  readonly cell: Cell;
  readonly nullable: boolean;
  /** As in `View`. */
  companion(kind: CompanionKind): Fragment | undefined;
}

/** The refusal for a field that is hidden, and in the same words for one that does not exist. */
export function denied(paths: readonly string[]): Error {
  const names = paths.join(', ');
  return refuse('field_denied', `字段不存在或未向您开放：${names}`, `These fields do not exist or are not open to you: ${names}`, { fields: paths });
}

function tooManyLinks(): Error {
  return refuse('malformed', `一次最多经过 ${MAX_JOINS} 个链接，请减少字段。`, `One question goes through at most ${MAX_JOINS} links; ask for fewer fields.`);
}

/** Resolves field paths of one query against the reader's views, and collects the joins they need. */
export class Paths {
  readonly #root: View;
  readonly #joined = new Map<string, { view: View; alias: string }>();
  readonly #joins: Fragment[] = [];
  readonly #dialect: Dialect;

  constructor(root: View, dialect: Dialect) {
    this.#root = root;
    this.#dialect = dialect;
    this.#joined.set('', { view: root, alias: 't' });
    if (root.parent) this.#joined.set('parent', { view: root.parent, alias: 't_p' });
  }

  /** FROM with all joins asked for so far. @param base in place of the table */
  from(base: Fragment = this.#table()): Fragment {
    return join([base, ...this.#joins], ' ');
  }

  #table(): Fragment {
    const { table, parent } = this.#root;
    return parent
      ? sqlOf(`${quoted(table)} t JOIN ${quoted(parent.table)} t_p ON t_p."id" = t."parent_id"`)
      : sqlOf(`${quoted(table)} t`);
  }

  /** The rows that are there for the reader. @param byId as in `View` */
  rows(byId = false): Fragment {
    const { parent } = this.#root;
    return and([this.#root.rows('t', byId), parent?.rows('t_p')]);
  }

  /**
   * @param use `show` admits masked cells, everything else needs open ones
   * @throws PanshiError `field_denied`
   */
  find(path: readonly string[], use: 'show' | 'compute'): Found {
    const name = path.at(-1) ?? '';
    const at = this.#reach(path.slice(0, -1), path);
    const field = at.view.field(name);
    const cell = at.view.cell(at.alias, name);
    if (!field || !cell || (use === 'compute' && !cell.open)) throw denied([path.join('.')]);
    return { path, field, cell, nullable: path.length > 1 || !cell.always, companion: (kind) => at.view.companion(at.alias, name, kind) };
  }

  /** What an expression is compiled against. */
  target(): SqlTarget {
    return {
      dialect: this.#dialect,
      cell: (path) => {
        const found = this.find(path, 'compute');
        return { sql: found.cell.open ?? sqlOf('NULL'), type: kindOf(found.field).expressionType(found.field) };
      },
    };
  }

  #reach(hops: readonly string[], whole: readonly string[]): { view: View; alias: string } {
    if (hops.length > MAX_HOPS) throw denied([whole.join('.')]);
    const key = hops.join('.');
    const known = this.#joined.get(key);
    if (known) return known;
    const from = this.#reach(hops.slice(0, -1), whole);
    const hop = hops.at(-1) ?? '';
    const view = from.view.link(hop);
    const link = from.view.cell(from.alias, hop)?.open;
    if (!view || !link) throw denied([whole.join('.')]);
    if (this.#joins.length >= MAX_JOINS) throw tooManyLinks();
    const alias = `j${this.#joins.length + 1}`;
    const reached = { view, alias };
    const on = and([sqlOf(`${alias}."id" = ${link.text}`, link.params), view.rows(alias)]);
    this.#joins.push(sqlOf(`LEFT JOIN ${quoted(view.table)} ${alias} ON ${on.text}`, on.params));
    this.#joined.set(key, reached);
    return reached;
  }
}
