import { fromValue, isList, readCell } from './cell.ts';
import { typed } from './check.ts';
import { compute } from './checker.ts';
import { scaleUp } from './exact.ts';
import type { Reader } from './reader.ts';
import { compareText, lowerAscii } from './text-order.ts';
import type { Expression, OrderSymbol, TextTest } from './tree.ts';
import type { Typed, Value } from './typed.ts';
import { scaleOf, type FieldTypes } from './value-type.ts';

/**
 * The value of an expression on one record, as records carry values (decimals as strings, dates as YYYY-MM-DD, no value as null).
 * @param record JSON values by field name; fields of linked records under their dotted name or nested
 * @throws PanshiError `malformed` as checkExpression does, `invalid` when the record's values do not have their fields' types
 */
export function evaluate(expression: Expression, record: Readonly<Record<string, unknown>>, types: FieldTypes, reader: Reader): unknown {
  const tree = typed(expression, types);
  return fromValue(new Evaluation(record, reader).value(tree), tree.type);
}

/** One pass over the checked tree for one record and reader. */
class Evaluation {
  readonly #record: Readonly<Record<string, unknown>>;
  readonly #reader: Reader;

  constructor(record: Readonly<Record<string, unknown>>, reader: Reader) {
    this.#record = record;
    this.#reader = reader;
  }

  /** In a condition, an empty yes/no field counts as no. */
  #holds(node: Typed): boolean {
    return this.value(node) === true;
  }

  value(node: Typed): Value {
    switch (node.op) {
      case 'literal':
        return node.value;
      case 'field':
        return readCell(this.#record, node.path, node.type);
      case 'reader':
        return this.#reader[node.fact];
      case 'list':
        return node.items.map((item) => this.value(item));
      case 'and':
        return node.items.every((item) => this.#holds(item));
      case 'or':
        return node.items.some((item) => this.#holds(item));
      case 'not':
        return !this.#holds(node.item);
      case 'if':
        return this.value(this.#holds(node.when) ? node.then : node.otherwise);
      case 'isNull':
        return this.value(node.item) === null;
      case 'equal':
        return this.#equal(node);
      case 'order':
        return this.#order(node);
      case 'member':
        return this.#member(node);
      case 'textTest':
        return this.#textTest(node);
      case 'arithmetic':
        return this.#arithmetic(node);
      case 'negate':
        return onNumber(this.value(node.item), (units) => -units);
      case 'rescale':
        return onNumber(this.value(node.item), (units) => scaleUp(units, node.from, node.to));
      case 'join':
        return onTexts(this.value(node.left), this.value(node.right), (left, right) => left + right);
      case 'lower':
        return onTexts(this.value(node.item), '', lowerAscii);
      case 'size':
        return size(this.value(node.item));
    }
  }

  #equal(node: Extract<Typed, { op: 'equal' }>): boolean {
    const left = this.value(node.left);
    const right = this.value(node.right);
    if (left === null || right === null) return node.nullsMatch && left === right;
    return compare(left, node.left, right, node.right) === 0;
  }

  #order(node: Extract<Typed, { op: 'order' }>): boolean {
    const left = this.value(node.left);
    const right = this.value(node.right);
    return left !== null && right !== null && ordered(node.symbol, compare(left, node.left, right, node.right));
  }

  #member(node: Extract<Typed, { op: 'member' }>): boolean {
    const item = this.value(node.item);
    if (item === null) return false;
    // The entries of a written list keep their own types: [1, 2.50] against a whole number.
    if (node.list.op === 'list') {
      return node.list.items.some((entry) => {
        const value = this.value(entry);
        return value !== null && compare(item, node.item, value, entry) === 0;
      });
    }
    const list = this.value(node.list);
    if (!isList(list) || node.list.type.kind !== 'list') return false;
    const of: Typed = { op: 'literal', type: node.list.type.of, value: null };
    return list.some((value) => value !== null && compare(item, node.item, value, of) === 0);
  }

  #textTest(node: Extract<Typed, { op: 'textTest' }>): boolean {
    const subject = this.value(node.subject);
    const part = this.value(node.part);
    return typeof subject === 'string' && typeof part === 'string' && TEXT_TESTS[node.test](subject, part);
  }

  #arithmetic(node: Extract<Typed, { op: 'arithmetic' }>): Value {
    const left = this.value(node.left);
    const right = this.value(node.right);
    if (typeof left !== 'bigint' || typeof right !== 'bigint') return null;
    return compute(node.symbol, left, scaleOf(node.left.type) ?? 0, right, scaleOf(node.right.type) ?? 0);
  }
}

const TEXT_TESTS: Record<TextTest, (subject: string, part: string) => boolean> = {
  startsWith: (subject, part) => subject.startsWith(part),
  endsWith: (subject, part) => subject.endsWith(part),
  contains: (subject, part) => subject.includes(part),
};

function compare(left: Value, leftNode: Typed, right: Value, rightNode: Typed): number {
  if (typeof left === 'bigint' && typeof right === 'bigint') {
    const [from, to] = [scaleOf(leftNode.type) ?? 0, scaleOf(rightNode.type) ?? 0];
    const scale = Math.max(from, to);
    const [a, b] = [scaleUp(left, from, scale), scaleUp(right, to, scale)];
    return a < b ? -1 : Number(a > b);
  }
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right);
  return left === right ? 0 : Number.NaN;
}

function ordered(symbol: OrderSymbol, difference: number): boolean {
  switch (symbol) {
    case '<':
      return difference < 0;
    case '<=':
      return difference <= 0;
    case '>':
      return difference > 0;
    case '>=':
      return difference >= 0;
  }
}

function onNumber(value: Value, change: (units: bigint) => bigint): Value {
  return typeof value === 'bigint' ? change(value) : null;
}

function onTexts(left: Value, right: Value, change: (left: string, right: string) => string): Value {
  return typeof left === 'string' && typeof right === 'string' ? change(left, right) : null;
}

function size(value: Value): Value {
  if (typeof value === 'string') return BigInt([...value].length);
  return isList(value) ? BigInt(value.length) : null;
}
