import { decimal, round, sum } from '#common/decimal';
import { isPanshiError, refuse } from '#common/errors';
import { evaluate, parseExpression, type FieldTypes, type Reader } from '#common/expression';
import { kindOf, type FieldMap } from '#common/fields';
import { childFieldsOf, fieldsOf, type ObjectDefinition, type RecordOf } from '#common/objects';
import type { PostingRule } from '../posting-rule.ts';

export type Rule = Pick<
  RecordOf<typeof PostingRule>,
  'side' | 'account' | 'accountField' | 'amount' | 'per' | 'condition' | 'customerField' | 'supplierField' | 'object' | 'action'
>;
type Values = Readonly<Record<string, unknown>>;

export interface RuledEntry {
  readonly account: string;
  readonly debit: string;
  readonly credit: string;
  readonly customer: string | null;
  readonly supplier: string | null;
}

/** The entries that rules make of a document, in their order; those of no amount are left out. */
export function entriesByRule(rules: readonly Rule[], definition: ObjectDefinition, document: Values, reader: Reader): RuledEntry[] {
  return rules.flatMap((rule) => {
    const amount = amountOf(rule, definition, document, reader);
    if (decimal(amount).isZero()) return [];
    const account = textAt(document, rule.accountField) ?? rule.account;
    if (account === null) throw broken(rule, 'account');
    return [
      {
        account,
        debit: rule.side === 'debit' ? amount : '0.00',
        credit: rule.side === 'debit' ? '0.00' : amount,
        customer: textAt(document, rule.customerField),
        supplier: textAt(document, rule.supplierField),
      },
    ];
  });
}

/** The amount of a rule: a field of the document, or summed over the rows of a child table that its condition holds for. */
function amountOf(rule: Rule, definition: ObjectDefinition, document: Values, reader: Reader): string {
  const name = rule.amount;
  const fields = rule.per === null ? fieldsOf(definition) : childFieldsOf(definition, rule.per);
  if (name === null || fields[name]?.type !== 'decimal') throw broken(rule, name ?? 'amount');
  const rows = rule.per === null ? [document] : (document[rule.per] as readonly Values[]);
  const counted = rule.condition === null ? rows : rows.filter((row) => holds(rule, fields, row, reader));
  return round(sum(counted.map((row) => textAt(row, name))), 2);
}

/** @throws PanshiError `rule`: that a condition is wrong is told to finance, not how it reads to who delivers goods */
function holds(rule: Rule, fields: FieldMap, row: Values, reader: Reader): boolean {
  try {
    return evaluate(parseExpression(rule.condition ?? ''), row, typesOf(fields), reader) === true;
  } catch (error) {
    throw isPanshiError(error) ? broken(rule, 'condition') : error;
  }
}

const TYPES = new WeakMap<FieldMap, FieldTypes>();

function typesOf(fields: FieldMap): FieldTypes {
  let types = TYPES.get(fields);
  if (!types) {
    types = ([name, ...rest]) => {
      const field = name !== undefined && rest.length === 0 && Object.hasOwn(fields, name) ? fields[name] : undefined;
      return field && kindOf(field).expressionType(field);
    };
    TYPES.set(fields, types);
  }
  return types;
}

function textAt(values: Values, name: string | null): string | null {
  const value = name === null ? null : values[name];
  return typeof value === 'string' ? value : null;
}

function broken(rule: Rule, field: string): Error {
  return refuse(
    'rule',
    `${rule.object} 的动作 ${rule.action} 的记账规则有误：字段 ${field} 不可用。请财务检查记账规则。`,
    `A posting rule of ${rule.object}, ${rule.action} is wrong: ${field} cannot be used. Ask finance to check the rule.`,
    { facts: { object: rule.object, action: rule.action, field } },
  );
}
