import { joined, placeholder, sql, type Fragment } from './fragment.ts';
import { unsupported } from './problems.ts';
import { equalBound, flipped, orderBound, type Bound } from './sql-bounds.ts';
import { WORDS, type Words } from './sql-dialect.ts';
import { Values, type SqlTarget } from './sql-values.ts';
import { prefixEnd } from './text-order.ts';
import type { OrderSymbol } from './tree.ts';
import { nullable, type Typed } from './typed.ts';
import { scaleOf } from './value-type.ts';

export type { SqlTarget } from './sql-values.ts';

/** The two sides of an equality. */
type Sides = { readonly left: Fragment; readonly right: Fragment };

/**
 * Compiles conditions. SQL knows true, false and NULL where evaluation knows true and false, so every condition is compiled in one of
 * two ways: `holds` is true exactly where the condition holds (elsewhere false or NULL), `fails` is true exactly where it does not.
 * Negation turns one into the other down to the leaves, so that a plain comparison stays plain and its index useful.
 */
export class Compiler {
  readonly #words: Words;
  readonly #values: Values;

  constructor(target: SqlTarget) {
    this.#words = WORDS[target.dialect];
    this.#values = new Values(this.#words, (path) => target.cell(path), this);
  }

  /** SQL that is true exactly where the condition holds. */
  holds(node: Typed): Fragment {
    switch (node.op) {
      case 'literal':
        return this.#constant(node.value === true);
      case 'field':
        return this.#words.isYes(this.#values.value(node));
      case 'and':
      case 'or':
        return this.#all(node.items.map((item) => this.holds(item)), node.op);
      case 'not':
        return this.fails(node.item);
      case 'if':
        return sql`CASE WHEN ${this.holds(node.when)} THEN ${this.holds(node.then)} ELSE ${this.holds(node.otherwise)} END`;
      case 'isNull':
        return nullable(node.item) ? sql`${this.#values.value(node.item)} IS NULL` : this.#constant(false);
      case 'equal':
        return this.#equal(node);
      case 'order':
        return this.#order(node);
      case 'member':
        return this.#member(node);
      case 'textTest':
        return this.#textTest(node);
      default:
        throw unsupported({ zh: '这里需要一个条件。', en: 'a condition is needed here.' });
    }
  }

  /** SQL that is true exactly where the condition does not hold, an empty value included. */
  fails(node: Typed): Fragment {
    switch (node.op) {
      case 'literal':
        return this.#constant(node.value !== true);
      case 'field':
        return this.#words.isNotYes(this.#values.value(node));
      case 'and':
      case 'or':
        return this.#all(node.items.map((item) => this.fails(item)), node.op === 'and' ? 'or' : 'and');
      case 'not':
        return this.holds(node.item);
      case 'if':
        return sql`CASE WHEN ${this.holds(node.when)} THEN ${this.fails(node.then)} ELSE ${this.fails(node.otherwise)} END`;
      case 'isNull':
        return nullable(node.item) ? sql`${this.#values.value(node.item)} IS NOT NULL` : this.#constant(true);
      case 'equal':
        return this.#different(node);
      default:
        return sql`NOT COALESCE(${this.holds(node)}, ${this.#words.no})`;
    }
  }

  #constant(value: boolean): Fragment {
    return value ? this.#words.yes : this.#words.no;
  }

  #all(items: readonly Fragment[], op: 'and' | 'or'): Fragment {
    return sql`(${joined(items, op === 'and' ? ' AND ' : ' OR ')})`;
  }

  #equal(node: Extract<Typed, { op: 'equal' }>): Fragment {
    const sides = this.#equalSides(node.left, node.right);
    if (!sides) return this.#constant(false);
    const { left, right } = sides;
    const bothMayBeNull = nullable(node.left) && nullable(node.right);
    return bothMayBeNull && node.nullsMatch ? this.#words.same(left, right) : sql`${left} = ${right}`;
  }

  #different(node: Extract<Typed, { op: 'equal' }>): Fragment {
    const sides = this.#equalSides(node.left, node.right);
    if (!sides) return this.#constant(true);
    const { left, right } = sides;
    const [one, other] = [nullable(node.left), nullable(node.right)];
    if (!one && !other) return sql`${left} <> ${right}`;
    if (one && other && !node.nullsMatch) return sql`NOT COALESCE(${left} = ${right}, ${this.#words.no})`;
    return this.#words.different(left, right);
  }

  /** Both sides of an equality; undefined where no value can be equal. */
  #equalSides(left: Typed, right: Typed): Sides | undefined {
    const from = scaleOf(left.type);
    const to = scaleOf(right.type);
    if (from === undefined || to === undefined) return { left: this.#values.value(left), right: this.#values.value(right) };
    const figure = this.#figure(left, right);
    if (!figure) {
      const scale = Math.max(from, to);
      return { left: this.#values.scaled(left, scale), right: this.#values.scaled(right, scale) };
    }
    const column = scaleOf(figure.column.type) ?? 0;
    const bound = this.#within(figure.column, equalBound(figure.units, figure.scale, column));
    return bound.kind === 'bound' ? { left: this.#values.value(figure.column), right: this.#words.whole(bound.units) } : undefined;
  }

  /** The written figure of a comparison and what it is compared with; undefined when there is none, or nothing but figures. */
  #figure(left: Typed, right: Typed): { column: Typed; units: bigint; scale: number; swapped: boolean } | undefined {
    if (right.op === 'literal' && left.op !== 'literal' && typeof right.value === 'bigint') {
      return { column: left, units: right.value, scale: scaleOf(right.type) ?? 0, swapped: false };
    }
    if (left.op === 'literal' && right.op !== 'literal' && typeof left.value === 'bigint') {
      return { column: right, units: left.value, scale: scaleOf(left.type) ?? 0, swapped: true };
    }
    return undefined;
  }

  /** A column holds 64 bits, so a figure beyond them decides the comparison; what is computed may go beyond them itself. */
  #within(column: Typed, bound: Bound): Bound {
    if (bound.kind === 'beyond' && column.op !== 'field') {
      throw unsupported({ zh: '数字超出数据库的范围。', en: 'the number is beyond what a database holds.' });
    }
    return bound;
  }

  #order(node: Extract<Typed, { op: 'order' }>): Fragment {
    const { left, right, symbol } = node;
    if (node.by !== 'number') {
      const [one, other] = [this.#values.value(left), this.#values.value(right)];
      return compared(symbol, node.by === 'text' ? this.#words.byCodePoint(one) : one, other);
    }
    const figure = this.#figure(left, right);
    if (!figure) {
      const scale = Math.max(scaleOf(left.type) ?? 0, scaleOf(right.type) ?? 0);
      return compared(symbol, this.#values.scaled(left, scale), this.#values.scaled(right, scale));
    }
    const turned = figure.swapped ? flipped(symbol) : symbol;
    const bound = this.#within(figure.column, orderBound(turned, figure.units, figure.scale, scaleOf(figure.column.type) ?? 0));
    const column = this.#values.value(figure.column);
    if (bound.kind === 'bound') return compared(turned, column, this.#words.whole(bound.units));
    return bound.kind === 'beyond' && bound.every ? this.#present(figure.column) : this.#constant(false);
  }

  #present(node: Typed): Fragment {
    return nullable(node) ? sql`${this.#values.value(node)} IS NOT NULL` : this.#constant(true);
  }

  #member(node: Extract<Typed, { op: 'member' }>): Fragment {
    const { item, list } = node;
    if (list.op === 'reader' && list.fact === 'departments') {
      return this.#words.inJsonList(this.#values.value(item), placeholder({ reader: 'departments' }));
    }
    if (list.op !== 'list') throw unsupported({ zh: '列表字段不能在数据库中查找。', en: 'a list field cannot be searched in a database.' });
    const sides = list.items.map((entry) => this.#equalSides(item, entry)).filter((side) => side !== undefined);
    const [first] = sides;
    if (!first) return this.#constant(false);
    const written = item.op !== 'literal' && list.items.every((entry) => entry.op === 'literal');
    if (written) return sql`${first.left} IN (${joined(sides.map((side) => side.right), ', ')})`;
    return this.#all(sides.map(({ left, right }) => sql`${left} = ${right}`), 'or');
  }

  #textTest(node: Extract<Typed, { op: 'textTest' }>): Fragment {
    const [subject, part] = [this.#values.value(node.subject), this.#values.value(node.part)];
    if (node.test === 'contains') return sql`${this.#words.position(part, subject)} > 0`;
    // Both sides are written twice below; nested, that would double at every level.
    if (!simple(node.subject) || !simple(node.part)) {
      throw unsupported({ zh: `${node.test} 只能用于字段和文本。`, en: `${node.test} can only be used on fields and written texts.` });
    }
    if (node.test === 'endsWith') return sql`substr(${subject}, length(${subject}) - length(${part}) + 1) = ${part}`;
    return node.part.op === 'literal' && typeof node.part.value === 'string' && node.subject.op !== 'literal'
      ? this.#startsWith(node.subject, node.part.value)
      : sql`substr(${subject}, 1, length(${part})) = ${part}`;
  }

  /** A range, which an index serves; LIKE would take % and _ for wildcards, and upper and lower case for the same. */
  #startsWith(node: Typed, prefix: string): Fragment {
    if (prefix === '') return this.#present(node);
    const subject = this.#words.byCodePoint(this.#values.value(node));
    const from = sql`${subject} >= ${this.#text(prefix)}`;
    const end = prefixEnd(prefix);
    return end === undefined ? from : sql`(${from} AND ${subject} < ${this.#text(end)})`;
  }

  #text(value: string): Fragment {
    return this.#words.text(placeholder({ value }));
  }
}

function simple(node: Typed): boolean {
  return node.op === 'literal' || node.op === 'field' || node.op === 'reader' || (node.op === 'lower' && simple(node.item));
}

function compared(symbol: OrderSymbol, left: Fragment, right: Fragment): Fragment {
  switch (symbol) {
    case '<':
      return sql`${left} < ${right}`;
    case '<=':
      return sql`${left} <= ${right}`;
    case '>':
      return sql`${left} > ${right}`;
    case '>=':
      return sql`${left} >= ${right}`;
  }
}
