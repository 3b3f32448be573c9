import { malformedAt } from './problems.ts';
import { Checker } from './checker.ts';
import type { Expression } from './tree.ts';
import type { Typed } from './typed.ts';
import type { FieldTypes, ValueType } from './value-type.ts';

/**
 * Checks an expression against an object's fields.
 * @returns the type of its value
 * @throws PanshiError `malformed` for unknown fields (all of them in `details.fields`, dotted) and for types that do not go together
 */
export function checkExpression(expression: Expression, types: FieldTypes): ValueType {
  return typed(expression, types).type;
}

const checked = new WeakMap<Expression, WeakMap<FieldTypes, Typed>>();

/** The checked tree, remembered per resolver: a filter is checked once, not once a record. */
export function typed(expression: Expression, types: FieldTypes): Typed {
  let known = checked.get(expression);
  if (!known) checked.set(expression, (known = new WeakMap()));
  let tree = known.get(types);
  if (!tree) known.set(types, (tree = build(expression, types)));
  return tree;
}

/** `constructor`, `toString` and their like are no fields, even where a resolver looks them up in a plain object. */
function inherited(name: string): boolean {
  return name in Object.prototype;
}

function build(expression: Expression, types: FieldTypes): Typed {
  const unknown = expression.paths.flatMap((path, index) =>
    path.some(inherited) || types(path) === undefined ? [{ name: path.join('.'), at: expression.positions[index] ?? 0 }] : [],
  );
  const [first] = unknown;
  if (first) {
    const fields = unknown.map((field) => field.name);
    const names = fields.join(', ');
    throw malformedAt(expression.source, first.at, { zh: `没有这个字段：${names}。`, en: `there is no such field: ${names}.` }, fields);
  }
  return new Checker(expression.source, types).value(expression.root);
}
