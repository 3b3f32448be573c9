import type { Text } from '#common/errors';
import type { ApiRecord } from '#common/api';

/** One change of definitions that stands, as its record tells it. */
export interface OwnChange {
  readonly id: string;
  readonly object: string;
  readonly kind: 'add-field' | 'relabel' | 'numbering';
  /** The field it is about; empty for numbering. */
  readonly name: string;
  readonly child: string | undefined;
  readonly label: Text | undefined;
  readonly at: string;
  readonly by: string | null;
}

/** Reads a record of `customisation`; undefined for one that was taken back, or that this version does not know. */
export function ownChangeOf(record: ApiRecord): OwnChange | undefined {
  const change = record['change'] as Partial<Record<string, unknown>> | null;
  const kind = change?.['change'];
  if (record['undoneAt'] !== null || (kind !== 'add-field' && kind !== 'relabel' && kind !== 'numbering')) return undefined;
  const field = change?.['field'] as { readonly label?: Text } | undefined;
  const child = change?.['child'];
  return {
    id: record.id, kind, object: String(record['object'] ?? ''), name: String(change?.['name'] ?? ''), child: typeof child === 'string' ? child : undefined,
    label: field?.label ?? (change?.['label'] as Text | undefined), at: String(record['createdAt'] ?? ''), by: typeof record['createdBy'] === 'string' ? record['createdBy'] : null,
  };
}
