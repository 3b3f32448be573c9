/** What a condition asks of its field. */
export type Operator =
  | 'is' | 'is-not' | 'contains' | 'contains-not' | 'starts' | 'ends' | 'more' | 'at-least' | 'less' | 'at-most' | 'between' | 'in' | 'not-in'
  | 'period' | 'yes' | 'no' | 'empty' | 'filled';

/** One line of a filter. Values are as the interface writes them: dates `2026-01-31`, decimals `12.50`, links ids. */
export interface Condition {
  readonly path: string;
  readonly operator: Operator;
  readonly values: readonly string[];
}

/** All of its items hold, or any of them. */
export interface Group {
  readonly all: boolean;
  readonly items: readonly Item[];
}

export type Item = Condition | Group;

export const EMPTY: Group = { all: true, items: [] };

export function isGroup(item: Item): item is Group {
  return 'items' in item;
}

/** What kinds of questions a field answers. */
export type Kind = 'text' | 'number' | 'date' | 'time' | 'choice' | 'link' | 'bool';

const ORDERED: readonly Operator[] = ['is', 'between', 'at-least', 'at-most', 'more', 'less', 'is-not', 'empty', 'filled'];
const OPERATORS: Readonly<Record<Kind, readonly Operator[]>> = {
  text: ['contains', 'is', 'starts', 'ends', 'contains-not', 'is-not', 'empty', 'filled'],
  number: ORDERED,
  date: ['period', 'between', 'is', 'at-least', 'at-most', 'empty', 'filled'],
  time: ['period', 'at-least', 'less', 'empty', 'filled'],
  choice: ['in', 'not-in', 'empty', 'filled'],
  link: ['in', 'not-in', 'empty', 'filled'],
  bool: ['yes', 'no'],
};

/** The usual one comes first. */
export function operatorsOf(kind: Kind): readonly Operator[] {
  return OPERATORS[kind];
}

/** How many values an operator takes; `many` for a list. */
export function valuesOf(operator: Operator): 0 | 1 | 2 | 'many' {
  switch (operator) {
    case 'yes':
    case 'no':
    case 'empty':
    case 'filled':
      return 0;
    case 'between':
      return 2;
    case 'in':
    case 'not-in':
      return 'many';
    default:
      return 1;
  }
}

/** Whether it says enough to be asked. */
export function isComplete(item: Item): boolean {
  if (isGroup(item)) return item.items.some(isComplete);
  const given = item.values.filter((value) => value !== '');
  const wanted = valuesOf(item.operator);
  return wanted === 'many' ? given.length > 0 : given.length === wanted;
}
