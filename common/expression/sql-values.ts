import type { Text } from '#common/errors';
import { fitsColumn } from './sql-bounds.ts';
import { powerOfTen, scaleUp } from './exact.ts';
import { placeholder, sql, type Fragment } from './fragment.ts';
import { unsupported } from './problems.ts';
import type { Words } from './sql-dialect.ts';
import type { Typed } from './typed.ts';
import { scaleOf, type ValueType } from './value-type.ts';

/** Where compiled SQL runs, and what stands for a field there. */
export interface SqlTarget {
  dialect: 'sqlite' | 'postgres';
  /** The SQL of a field: a column, a CASE … END, or anything in brackets; and its type. */
  cell(path: readonly string[]): { sql: Fragment; type: ValueType };
}

const LIST_FIELD: Text = { zh: '列表字段不能在数据库中比较。', en: 'a list field cannot be compared in a database.' };
const LIST_OF_DEPARTMENTS: Text = {
  zh: 'reader.departments 只能写在 in 的右边。',
  en: 'reader.departments can only stand to the right of in.',
};
const DIVISION: Text = { zh: '数据库不能精确地做除法；可改为乘法。', en: 'a database cannot divide exactly; write it as a multiplication.' };

/** Places that fit a 64-bit integer next to the figure itself. */
const MAX_SQL_SCALE = 18;

/** Conditions that values contain: yes/no as a value, and the test of a choice. */
export interface Conditions {
  holds(node: Typed): Fragment;
}

/** Compiles values: columns, parameters and what can be computed from them. Null comes out as NULL. */
export class Values {
  readonly #words: Words;
  readonly #cell: SqlTarget['cell'];
  readonly #conditions: Conditions;

  constructor(words: Words, cell: SqlTarget['cell'], conditions: Conditions) {
    this.#words = words;
    this.#cell = cell;
    this.#conditions = conditions;
  }

  /** The value; a number in units of its own scale. */
  value(node: Typed): Fragment {
    const words = this.#words;
    switch (node.op) {
      case 'literal':
        return this.#literal(node.value);
      case 'field':
        if (node.type.kind === 'list') throw unsupported(LIST_FIELD);
        return this.#cell(node.path).sql;
      case 'reader':
        if (node.fact === 'departments') throw unsupported(LIST_OF_DEPARTMENTS);
        return words.text(placeholder({ reader: node.fact }));
      case 'if':
        return sql`CASE WHEN ${this.#conditions.holds(node.when)} THEN ${this.value(node.then)} ELSE ${this.value(node.otherwise)} END`;
      case 'rescale':
        return this.scaled(node.item, node.to);
      case 'negate':
        return sql`(- ${words.operand(this.value(node.item))})`;
      case 'arithmetic':
        return this.#arithmetic(node);
      case 'join':
        return sql`(${this.value(node.left)} || ${this.value(node.right)})`;
      case 'lower':
        return words.lower(this.value(node.item));
      case 'size':
        return sql`length(${this.value(node.item)})`;
      case 'list':
        throw unsupported({ zh: '列表只能写在 in 的右边。', en: 'a list can only stand to the right of in.' });
      case 'and':
      case 'or':
      case 'not':
      case 'isNull':
      case 'equal':
      case 'order':
      case 'member':
      case 'textTest':
        return sql`COALESCE(${this.#conditions.holds(node)}, ${words.no})`;
    }
  }

  /** A number in units of `scale` places, which is not below its own. */
  scaled(node: Typed, scale: number): Fragment {
    const from = scaleOf(node.type) ?? 0;
    if (node.op === 'literal' && typeof node.value === 'bigint') return this.#whole(scaleUp(node.value, from, scale));
    if (scale === from) return this.value(node);
    if (scale > MAX_SQL_SCALE) throw tooManyPlaces();
    const factor: Fragment = { text: powerOfTen(scale - from).toString(), params: [] };
    return sql`(${this.#words.operand(this.value(node))} * ${factor})`;
  }

  #arithmetic(node: Extract<Typed, { op: 'arithmetic' }>): Fragment {
    const scale = scaleOf(node.type) ?? 0;
    if (node.symbol === '/') throw unsupported(DIVISION);
    if (scale > MAX_SQL_SCALE) throw tooManyPlaces();
    const operand = (side: Typed): Fragment => this.#words.operand(node.symbol === '*' ? this.value(side) : this.scaled(side, scale));
    const [left, right] = [operand(node.left), operand(node.right)];
    switch (node.symbol) {
      case '+':
        return sql`(${left} + ${right})`;
      case '-':
        return sql`(${left} - ${right})`;
      case '*':
        return sql`(${left} * ${right})`;
    }
  }

  #literal(value: null | boolean | string | bigint): Fragment {
    if (value === null) return sql`NULL`;
    if (typeof value === 'boolean') return value ? this.#words.yes : this.#words.no;
    if (typeof value === 'bigint') return this.#whole(value);
    return this.#words.text(placeholder({ value }));
  }

  #whole(value: bigint): Fragment {
    if (!fitsColumn(value)) throw unsupported({ zh: '数字超出数据库的范围。', en: 'the number is beyond what a database holds.' });
    return this.#words.whole(value);
  }
}

function tooManyPlaces() {
  return unsupported({ zh: `小数超过 ${MAX_SQL_SCALE} 位。`, en: `there are more than ${MAX_SQL_SCALE} decimal places.` });
}
