import type { PanshiError, Text } from '#common/errors';
import { divide, QUOTIENT_SCALE, scaleUp } from './exact.ts';
import { readDate, readTime } from './moment.ts';
import { malformedAt } from './problems.ts';
import type { Node } from './tree.ts';
import { fromReader, type Comparison, type Typed } from './typed.ts';
import { BOOL, DATE, INT, NULL, numberType, scaleOf, TEXT, TIME, typeName, type FieldTypes, type ValueType } from './value-type.ts';

/** Places a computed number may have. */
const MAX_SCALE = 60;

type NodeOf<Op extends Node['op']> = Extract<Node, { op: Op }>;

const FALSE: Typed = { op: 'literal', type: BOOL, value: false };

/** Gives every node its type, or says where types do not go together. */
export class Checker {
  readonly #source: string;
  readonly #types: FieldTypes;

  constructor(source: string, types: FieldTypes) {
    this.#source = source;
    this.#types = types;
  }

  value(node: Node): Typed {
    switch (node.op) {
      case 'null':
        return { op: 'literal', type: NULL, value: null };
      case 'bool':
        return { op: 'literal', type: BOOL, value: node.value };
      case 'text':
        return { op: 'literal', type: TEXT, value: node.value };
      case 'number':
        return { op: 'literal', type: node.whole ? INT : { kind: 'decimal', scale: node.scale }, value: node.units };
      case 'field':
        return { op: 'field', type: this.#fieldType(node), path: node.path };
      case 'reader':
        return { op: 'reader', type: node.fact === 'departments' ? { kind: 'list', of: TEXT } : TEXT, fact: node.fact };
      case 'clock':
        return { op: 'reader', type: node.fact === 'today' ? DATE : TIME, fact: node.fact };
      case 'list':
        throw this.#wrong(node, { zh: '列表只能写在 in 的右边。', en: 'a list can only stand to the right of in.' });
      case 'and':
      case 'or':
        return { op: node.op, type: BOOL, items: node.items.map((item) => this.#truth(item)) };
      case 'not':
        return { op: 'not', type: BOOL, item: this.#truth(node.item) };
      case 'if':
        return this.#choice(node);
      case 'equal':
        return this.#equality(node);
      case 'order':
        return this.#order(node);
      case 'arithmetic':
        return this.#arithmetic(node);
      case 'negate':
        return this.#negation(node);
      case 'member':
        return this.#membership(node);
      case 'textTest':
        return this.#textTest(node);
      case 'lower':
        return { op: 'lower', type: TEXT, item: this.#text(node.item) };
      case 'size':
        return this.#size(node);
    }
  }

  #truth(node: Node): Typed {
    const value = this.value(node);
    if (value.type.kind !== 'bool') throw this.#expected(node, '是/否', 'yes/no', value.type);
    return value;
  }

  #text(node: Node): Typed {
    const value = this.value(node);
    if (value.type.kind !== 'text' && value.type.kind !== 'link') throw this.#expected(node, '文本', 'text', value.type);
    return value;
  }

  #fieldType(node: NodeOf<'field'>): ValueType {
    const type = this.#types(node.path);
    const name = node.path.join('.');
    if (!type) throw malformedAt(this.#source, node.at, { zh: `没有这个字段：${name}。`, en: `there is no such field: ${name}.` }, [name]);
    return type;
  }

  #choice(node: NodeOf<'if'>): Typed {
    const when = this.#truth(node.when);
    const [then, otherwise] = this.#together(node, this.value(node.then), this.value(node.otherwise));
    const left = scaleOf(then.type);
    const right = scaleOf(otherwise.type);
    if (left !== undefined && right !== undefined) {
      const scale = Math.max(left, right);
      const type = numberType(then.type, otherwise.type, scale);
      return { op: 'if', type, when, then: rescale(then, type, left, scale), otherwise: rescale(otherwise, type, right, scale) };
    }
    return { op: 'if', type: then.type.kind === 'null' ? otherwise.type : then.type, when, then, otherwise };
  }

  #equality(node: NodeOf<'equal'>): Typed {
    const [left, right] = this.#together(node, this.value(node.left), this.value(node.right));
    const equal = this.#equal(node, left, right);
    return node.negated ? { op: 'not', type: BOOL, item: equal } : equal;
  }

  #equal(node: Node, left: Typed, right: Typed): Typed {
    if (right.type.kind === 'null') return { op: 'isNull', type: BOOL, item: left };
    if (left.type.kind === 'null') return { op: 'isNull', type: BOOL, item: right };
    const by = this.#comparison(node, left.type);
    return { op: 'equal', type: BOOL, by, nullsMatch: !fromReader(left) && !fromReader(right), left, right };
  }

  #order(node: NodeOf<'order'>): Typed {
    const [left, right] = this.#together(node, this.value(node.left), this.value(node.right));
    if (left.type.kind === 'null' || right.type.kind === 'null') return FALSE;
    const by = this.#comparison(node, left.type);
    if (by === 'bool' || left.type.kind === 'link' || right.type.kind === 'link') {
      throw this.#wrong(node, { zh: '是/否和关联没有大小之分。', en: 'yes/no and links have no order.' });
    }
    return { op: 'order', type: BOOL, by, symbol: node.symbol, left, right };
  }

  #comparison(node: Node, type: ValueType): Comparison {
    switch (type.kind) {
      case 'int':
      case 'decimal':
        return 'number';
      case 'text':
      case 'link':
        return 'text';
      case 'date':
      case 'time':
        return 'moment';
      case 'bool':
        return 'bool';
      case 'list':
      case 'null':
        throw this.#wrong(node, { zh: '列表只能用 in 来比较。', en: 'lists can only be compared with in.' });
    }
  }

  #arithmetic(node: NodeOf<'arithmetic'>): Typed {
    const left = this.value(node.left);
    const right = this.value(node.right);
    if (node.symbol === '+' && isText(left.type) && isText(right.type)) return { op: 'join', type: TEXT, left, right };
    const [leftScale, rightScale] = [scaleOf(left.type), scaleOf(right.type)];
    if (leftScale === undefined) throw this.#expected(node.left, '数字', 'a number', left.type);
    if (rightScale === undefined) throw this.#expected(node.right, '数字', 'a number', right.type);
    const type = this.#resultType(node, left.type, right.type, leftScale, rightScale);
    if (left.op !== 'literal' || right.op !== 'literal') return { op: 'arithmetic', type, symbol: node.symbol, left, right };
    if (typeof left.value !== 'bigint' || typeof right.value !== 'bigint') throw this.#expected(node, '数字', 'a number', NULL);
    return { op: 'literal', type, value: compute(node.symbol, left.value, leftScale, right.value, rightScale) };
  }

  #resultType(node: NodeOf<'arithmetic'>, left: ValueType, right: ValueType, leftScale: number, rightScale: number): ValueType {
    if (node.symbol === '/') return { kind: 'decimal', scale: QUOTIENT_SCALE };
    const scale = node.symbol === '*' ? leftScale + rightScale : Math.max(leftScale, rightScale);
    if (scale > MAX_SCALE) throw this.#wrong(node, { zh: '小数位数太多。', en: 'there are too many decimal places.' });
    return numberType(left, right, scale);
  }

  #negation(node: NodeOf<'negate'>): Typed {
    const item = this.value(node.item);
    if (scaleOf(item.type) === undefined) throw this.#expected(node.item, '数字', 'a number', item.type);
    return { op: 'negate', type: item.type, item };
  }

  #membership(node: NodeOf<'member'>): Typed {
    const item = this.value(node.item);
    if (node.list.op !== 'list') {
      const list = this.value(node.list);
      if (list.type.kind !== 'list') throw this.#expected(node.list, '列表', 'a list', list.type);
      if (item.type.kind === 'null') return FALSE;
      const sample: Typed = { op: 'literal', type: list.type.of, value: null };
      const [one, other] = this.#together(node, item, sample);
      const by = this.#comparison(node, one.type);
      return { op: 'member', type: BOOL, by, item: one, list: { ...list, type: { kind: 'list', of: other.type } } };
    }
    const items = node.list.items.map((entry) => this.#together(entry, item, this.value(entry)));
    if (item.type.kind === 'null' || items.length === 0) return FALSE;
    // A text literal in `'2026-01-01' in [due, ordered]` becomes a date; all entries must then agree with it.
    const subject = items[0]?.[0] ?? item;
    if (items.some(([one]) => one.type.kind !== subject.type.kind)) {
      throw this.#wrong(node, { zh: '列表中的值类型不一致。', en: 'the values in the list are of different types.' });
    }
    const entries = items.map(([, other]) => other).filter((entry) => entry.type.kind !== 'null');
    const list: Typed = { op: 'list', type: { kind: 'list', of: subject.type }, items: entries };
    return { op: 'member', type: BOOL, by: this.#comparison(node, subject.type), item: subject, list };
  }

  #textTest(node: NodeOf<'textTest'>): Typed {
    if (node.subject.op === 'null' || node.part.op === 'null') return FALSE;
    return { op: 'textTest', type: BOOL, test: node.test, subject: this.#text(node.subject), part: this.#text(node.part) };
  }

  #size(node: NodeOf<'size'>): Typed {
    const item = this.value(node.item);
    if (item.type.kind !== 'list' && !isText(item.type)) throw this.#expected(node.item, '文本或列表', 'text or a list', item.type);
    return { op: 'size', type: INT, item };
  }

  /** Both sides, with a text literal read as the date or time that the other side is; refuses what cannot be compared. */
  #together(node: Node, left: Typed, right: Typed): [Typed, Typed] {
    const one = this.#asMoment(node, left, right.type);
    const other = this.#asMoment(node, right, left.type);
    if (!alike(one.type, other.type)) {
      const [a, b] = [typeName(one.type), typeName(other.type)];
      throw this.#wrong(node, { zh: `${a.zh}和${b.zh}不能放在一起比较。`, en: `${a.en} and ${b.en} do not go together.` });
    }
    return [one, other];
  }

  #asMoment(node: Node, side: Typed, other: ValueType): Typed {
    if (side.op !== 'literal' || side.type.kind !== 'text' || typeof side.value !== 'string') return side;
    if (other.kind !== 'date' && other.kind !== 'time') return side;
    const value = other.kind === 'date' ? readDate(side.value) : readTime(side.value);
    if (value !== undefined) return { op: 'literal', type: other, value };
    throw this.#wrong(node, {
      zh: other.kind === 'date' ? '日期应写成 2026-01-31。' : '时间应写成 2026-01-31T08:00:00Z。',
      en: other.kind === 'date' ? 'a date is written 2026-01-31.' : 'a time is written 2026-01-31T08:00:00Z.',
    });
  }

  #expected(node: Node, zh: string, en: string, found: ValueType): PanshiError {
    const name = typeName(found);
    return this.#wrong(node, { zh: `这里需要${zh}，而不是${name.zh}。`, en: `${en} is needed here, not ${name.en}.` });
  }

  #wrong(node: Node, reason: Text): PanshiError {
    return malformedAt(this.#source, node.at, reason);
  }
}

function isText(type: ValueType): boolean {
  return type.kind === 'text' || type.kind === 'link';
}

function alike(left: ValueType, right: ValueType): boolean {
  if (left.kind === 'null' || right.kind === 'null') return true;
  if (scaleOf(left) !== undefined && scaleOf(right) !== undefined) return true;
  if (left.kind === 'link' && right.kind === 'link') return left.object === right.object;
  if (isText(left) && isText(right)) return true;
  return left.kind === right.kind;
}

function rescale(item: Typed, type: ValueType, from: number, to: number): Typed {
  if (item.op === 'literal' && typeof item.value === 'bigint') return { op: 'literal', type, value: scaleUp(item.value, from, to) };
  return from === to ? item : { op: 'rescale', type, item, from, to };
}

/** left ∘ right, each in units of its scale; the result in units of the scale that `#resultType` names. */
export function compute(symbol: '+' | '-' | '*' | '/', left: bigint, leftScale: number, right: bigint, rightScale: number): bigint | null {
  const scale = Math.max(leftScale, rightScale);
  switch (symbol) {
    case '+':
      return scaleUp(left, leftScale, scale) + scaleUp(right, rightScale, scale);
    case '-':
      return scaleUp(left, leftScale, scale) - scaleUp(right, rightScale, scale);
    case '*':
      return left * right;
    case '/':
      return divide(left, leftScale, right, rightScale);
  }
}
