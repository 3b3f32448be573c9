import type { ApiObject, ApiRecord } from '#common/api';
import type { FieldView } from '#renderer/host';

export interface PostingRule {
  readonly id?: string;
  readonly version?: unknown;
  readonly updatedAt?: string;
  readonly object: string;
  readonly action: string;
  readonly sequence: number;
  readonly effect: 'post' | 'reverse';
  readonly side: 'debit' | 'credit' | null;
  readonly account: string | null;
  readonly accountField: string | null;
  readonly amount: string | null;
  readonly per: string | null;
  readonly dateField: string;
  readonly condition: string | null;
  readonly customerField: string | null;
  readonly supplierField: string | null;
  readonly active: boolean;
}

export const NEW_RULE: PostingRule = {
  object: '', action: '', sequence: 10, effect: 'post', side: 'debit', account: null, accountField: null, amount: null, per: null, dateField: 'date', condition: null,
  customerField: null, supplierField: null, active: true,
};

export function ruleOf(record: ApiRecord): PostingRule {
  const text = (name: string): string | null => (typeof record[name] === 'string' && record[name] !== '' ? record[name] : null);
  return {
    id: record.id, version: record['version'], updatedAt: text('updatedAt') ?? '', object: text('object') ?? '', action: text('action') ?? '', sequence: Number(record['sequence'] ?? 10),
    effect: record['effect'] === 'reverse' ? 'reverse' : 'post', side: record['side'] === 'debit' || record['side'] === 'credit' ? record['side'] : null,
    account: text('account'), accountField: text('accountField'), amount: text('amount'), per: text('per'), dateField: text('dateField') ?? 'date', condition: text('condition'),
    customerField: text('customerField'), supplierField: text('supplierField'), active: record['active'] === true,
  };
}

/** What the host is told: a rule that reverses names nothing of an entry. */
export function valuesOf(rule: PostingRule): Record<string, unknown> {
  const { id: _, version: __, updatedAt: ___, ...values } = rule;
  return rule.effect === 'reverse' ? { ...values, side: null, account: null, accountField: null, amount: null, per: null, condition: null, customerField: null, supplierField: null } : values;
}

export function isComplete(rule: PostingRule): boolean {
  if (rule.object === '' || rule.action === '') return false;
  return rule.effect === 'reverse' || (rule.side !== null && rule.amount !== null && (rule.account !== null || rule.accountField !== null));
}

/** Fields of the table that a rule takes its amount from. */
export function tableOf(object: ApiObject | undefined, per: string | null): readonly FieldView[] {
  return (per === null ? object : object?.children.find((one) => one.name === per))?.fields ?? [];
}

export function linksTo(object: ApiObject | undefined, target: string): readonly FieldView[] {
  return object?.fields.filter((field) => field.type === 'link' && field.options['to'] === target) ?? [];
}
