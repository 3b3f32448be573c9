import type { ReaderFact } from './reader.ts';

export type OrderSymbol = '<' | '<=' | '>' | '>=';
export type ArithmeticSymbol = '+' | '-' | '*' | '/';
export type TextTest = 'startsWith' | 'endsWith' | 'contains';

/** The parsed expression before types are known. `at` is the offset in the source, for messages. */
export type Node = { readonly at: number } & (
  | { readonly op: 'null' }
  | { readonly op: 'bool'; readonly value: boolean }
  | { readonly op: 'text'; readonly value: string }
  /** An exact number: units × 10^-scale. `whole` tells 5 (an int) from 5.0 (a decimal). */
  | { readonly op: 'number'; readonly units: bigint; readonly scale: number; readonly whole: boolean }
  | { readonly op: 'field'; readonly path: readonly string[] }
  | { readonly op: 'reader'; readonly fact: ReaderFact }
  | { readonly op: 'clock'; readonly fact: 'today' | 'now' }
  | { readonly op: 'list'; readonly items: readonly Node[] }
  | { readonly op: 'and' | 'or'; readonly items: readonly Node[] }
  | { readonly op: 'not'; readonly item: Node }
  | { readonly op: 'negate'; readonly item: Node }
  | { readonly op: 'size'; readonly item: Node }
  | { readonly op: 'lower'; readonly item: Node }
  | { readonly op: 'if'; readonly when: Node; readonly then: Node; readonly otherwise: Node }
  | { readonly op: 'equal'; readonly negated: boolean; readonly left: Node; readonly right: Node }
  | { readonly op: 'order'; readonly symbol: OrderSymbol; readonly left: Node; readonly right: Node }
  | { readonly op: 'arithmetic'; readonly symbol: ArithmeticSymbol; readonly left: Node; readonly right: Node }
  | { readonly op: 'member'; readonly item: Node; readonly list: Node }
  | { readonly op: 'textTest'; readonly test: TextTest; readonly subject: Node; readonly part: Node }
);

/** A parsed expression. It is immutable and may be kept and used for any record, reader or database. */
export interface Expression {
  readonly source: string;
  /** Every field path read, once each, in order of first mention; `reader.…` is none. */
  readonly paths: readonly (readonly string[])[];
  /** Where each path is first mentioned: an offset in the source. */
  readonly positions: readonly number[];
  readonly root: Node;
}
