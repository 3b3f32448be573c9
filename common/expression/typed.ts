import type { ReaderFact } from './reader.ts';
import type { ArithmeticSymbol, OrderSymbol, TextTest } from './tree.ts';
import type { ValueType } from './value-type.ts';

/** A value while an expression is computed: a number is its units at the scale of its type. */
export type Value = null | boolean | string | bigint | readonly Value[];

/** How the two sides of a comparison are brought together. */
export type Comparison = 'number' | 'text' | 'bool' | 'moment';

/**
 * The checked expression. Evaluation and SQL both walk this one tree, so that they cannot disagree about types.
 * Truths (and, or, not, equal, order, …) are never null; values may be.
 */
export type Typed = { readonly type: ValueType } & (
  | { readonly op: 'literal'; readonly value: null | boolean | string | bigint }
  | { readonly op: 'field'; readonly path: readonly string[] }
  | { readonly op: 'reader'; readonly fact: ReaderFact | 'today' | 'now' }
  | { readonly op: 'list'; readonly items: readonly Typed[] }
  | { readonly op: 'and' | 'or'; readonly items: readonly Typed[] }
  | { readonly op: 'not' | 'isNull' | 'negate' | 'size' | 'lower'; readonly item: Typed }
  | { readonly op: 'rescale'; readonly item: Typed; readonly from: number; readonly to: number }
  | { readonly op: 'if'; readonly when: Typed; readonly then: Typed; readonly otherwise: Typed }
  /** `nullsMatch`: null == null holds. Never for a fact of the reader: someone without a department is in no department. */
  | { readonly op: 'equal'; readonly by: Comparison; readonly nullsMatch: boolean; readonly left: Typed; readonly right: Typed }
  | { readonly op: 'order'; readonly by: Comparison; readonly symbol: OrderSymbol; readonly left: Typed; readonly right: Typed }
  | { readonly op: 'arithmetic'; readonly symbol: ArithmeticSymbol; readonly left: Typed; readonly right: Typed }
  | { readonly op: 'join'; readonly left: Typed; readonly right: Typed }
  | { readonly op: 'member'; readonly by: Comparison; readonly item: Typed; readonly list: Typed }
  | { readonly op: 'textTest'; readonly test: TextTest; readonly subject: Typed; readonly part: Typed }
);

/** Whether a value can be null on some record or for some reader. */
export function nullable(node: Typed): boolean {
  switch (node.op) {
    case 'literal':
      return node.value === null;
    case 'field':
      return true;
    case 'reader':
      return node.fact === 'department' || node.fact === 'company';
    case 'negate':
    case 'size':
    case 'lower':
    case 'rescale':
      return nullable(node.item);
    case 'if':
      return nullable(node.then) || nullable(node.otherwise);
    case 'arithmetic':
      return node.symbol === '/' || nullable(node.left) || nullable(node.right);
    case 'join':
      return nullable(node.left) || nullable(node.right);
    case 'list':
    case 'and':
    case 'or':
    case 'not':
    case 'isNull':
    case 'equal':
    case 'order':
    case 'member':
    case 'textTest':
      return false;
  }
}

/** Whether a value comes from the reader. */
export function fromReader(node: Typed): boolean {
  switch (node.op) {
    case 'reader':
      return true;
    case 'if':
      return fromReader(node.then) || fromReader(node.otherwise);
    case 'join':
      return fromReader(node.left) || fromReader(node.right);
    case 'lower':
      return fromReader(node.item);
    default:
      return false;
  }
}
