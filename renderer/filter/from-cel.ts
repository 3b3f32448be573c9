import { isPanshiError } from '#common/errors';
import { parseExpression, type Expression } from '#common/expression';
import type { Condition, Group, Item, Kind, Operator } from './filter.ts';
import { periodOf } from './periods.ts';
import type { KindOf } from './to-cel.ts';

type Node = Expression['root'];
type Order = Extract<Node, { op: 'order' }>;

/** A filter of the expression language as conditions; undefined where it says more than conditions can. */
export function fromCel(source: string, kindOf: KindOf): Group | undefined {
  if (source.trim() === '') return { all: true, items: [] };
  try {
    const { root } = parseExpression(quotedDays(source));
    const item = new Reading(kindOf).item(root);
    return item === undefined ? undefined : 'items' in item ? item : { all: true, items: [item] };
  } catch (error) {
    if (isPanshiError(error)) return undefined;
    throw error;
  }
}

/** `$today` may also stand without quotes. */
function quotedDays(source: string): string {
  return source.replace(/(?<!["\w$])\$[a-zA-Z]+([+-]\d+)?/g, '"$&"');
}

class Reading {
  readonly #kindOf: KindOf;

  constructor(kindOf: KindOf) {
    this.#kindOf = kindOf;
  }

  item(node: Node): Item | undefined {
    switch (node.op) {
      case 'and':
        return this.#all(node.items);
      case 'or':
        return this.#group(false, node.items.map((item) => this.item(item)));
      case 'not':
        return this.#negated(node.item);
      case 'field':
        return this.#condition(node, 'yes', []);
      case 'equal':
        return this.#equal(node);
      case 'order':
        return this.#order(node);
      case 'member': {
        const values = node.list.op === 'list' ? node.list.items.map(valueOf) : [undefined];
        return values.includes(undefined) ? undefined : this.#condition(node.item, 'in', values as string[], ['choice', 'link']);
      }
      case 'textTest':
        return this.#textTest(node);
      default:
        return undefined;
    }
  }

  #all(nodes: readonly Node[]): Item | undefined {
    const items: (Item | undefined)[] = [];
    for (let at = 0; at < nodes.length; at += 1) {
      const [node, next] = [nodes[at], nodes[at + 1]];
      const range = node?.op === 'order' && next?.op === 'order' ? this.#range(node, next) : undefined;
      items.push(range ?? (node && this.item(node)));
      if (range !== undefined) at += 1;
    }
    return items.length === 1 ? items[0] : this.#group(true, items);
  }

  #group(all: boolean, items: readonly (Item | undefined)[]): Group | undefined {
    const known = items.filter((item) => item !== undefined);
    return known.length === items.length ? { all, items: known } : undefined;
  }

  /** Two bounds of the same field. */
  #range(from: Order, to: Order): Condition | undefined {
    if (from.symbol !== '>=' || pathOf(from.left) === undefined || pathOf(from.left) !== pathOf(to.left)) return undefined;
    const [first, last] = [valueOf(from.right), valueOf(to.right)];
    if (first === undefined || last === undefined) return undefined;
    if (to.symbol === '<') {
      const period = periodOf(first, last);
      return period === undefined ? undefined : this.#condition(from.left, 'period', [period], ['date', 'time']);
    }
    return to.symbol === '<=' ? this.#condition(from.left, 'between', [first, last], ['number', 'date']) : undefined;
  }

  #negated(node: Node): Item | undefined {
    const inner = this.item(node);
    if (inner === undefined || 'items' in inner) return undefined;
    const opposite: Partial<Record<Operator, Operator>> = { in: 'not-in', contains: 'contains-not', yes: 'no' };
    const operator = node.op === 'member' || node.op === 'textTest' || node.op === 'field' ? opposite[inner.operator] : undefined;
    return operator === undefined ? undefined : { ...inner, operator };
  }

  #equal({ left, right, negated }: Extract<Node, { op: 'equal' }>): Condition | undefined {
    if (right.op === 'null') return this.#condition(left, negated ? 'filled' : 'empty', []);
    if (right.op === 'bool') return this.#condition(left, right.value === negated ? 'no' : 'yes', [], ['bool']);
    const value = valueOf(right);
    if (value === undefined) return undefined;
    const listed = this.#condition(left, negated ? 'not-in' : 'in', [value], ['choice', 'link']);
    return listed ?? this.#condition(left, negated ? 'is-not' : 'is', [value], negated ? ['text', 'number'] : ['text', 'number', 'date']);
  }

  #order({ left, right, symbol }: Order): Condition | undefined {
    const operators = { '>': 'more', '>=': 'at-least', '<': 'less', '<=': 'at-most' } as const;
    const value = valueOf(right);
    const operator = operators[symbol];
    const kinds: Kind[] = operator === 'at-least' ? ['number', 'date', 'time'] : operator === 'at-most' ? ['number', 'date'] : operator === 'less' ? ['number', 'time'] : ['number'];
    return value === undefined ? undefined : this.#condition(left, operator, [value], kinds);
  }

  #textTest({ test, subject, part }: Extract<Node, { op: 'textTest' }>): Condition | undefined {
    if (part.op !== 'text') return undefined;
    const folded = subject.op === 'lower';
    // Written with the case of letters mattering, it says something that a condition does not.
    if (!folded && /[a-z]/i.test(part.value)) return undefined;
    const operators = { contains: 'contains', startsWith: 'starts', endsWith: 'ends' } as const;
    return this.#condition(folded ? subject.item : subject, operators[test], [part.value], ['text']);
  }

  #condition(field: Node, operator: Operator, values: readonly string[], kinds?: readonly Kind[]): Condition | undefined {
    const path = pathOf(field);
    const kind = path === undefined ? undefined : this.#kindOf(path);
    if (path === undefined || kind === undefined) return undefined;
    if (operator === 'yes' && kind !== 'bool') return undefined;
    if (kinds !== undefined && !kinds.includes(kind)) return undefined;
    return { path, operator, values };
  }
}

function pathOf(node: Node): string | undefined {
  return node.op === 'field' ? node.path.join('.') : undefined;
}

function valueOf(node: Node): string | undefined {
  if (node.op === 'text') return node.value;
  if (node.op === 'clock' && node.fact === 'today') return '$today';
  if (node.op !== 'number') return undefined;
  const digits = node.units.toString().replace('-', '').padStart(node.scale + 1, '0');
  const whole = node.scale === 0 ? digits : `${digits.slice(0, -node.scale)}.${digits.slice(-node.scale)}`;
  return node.units < 0n ? `-${whole}` : whole;
}
