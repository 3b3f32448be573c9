import type { Text } from '#common/errors';

/**
 * A figure that helps whoever is entering a record, shown beside a link: what is on hand of the product, what the customer owes. It is a question like any
 * other (`POST /query`), and is there only for readers who may ask it.
 */
export interface Insight {
  /** The link field it stands beside: `customer`, `lines.product`. */
  readonly on: string;
  readonly label: Text;
  readonly query: {
    readonly object: string;
    /** One item, `as value`. */
    readonly select: readonly [string];
    /** `$value` is the id that the link holds. */
    readonly filter: string;
  };
  /** Further conditions by header field, each asked where that field has a value, which is `$header` in it: `{ warehouse: 'warehouse == $header' }`. */
  readonly within?: Readonly<Record<string, string>>;
  readonly format: 'quantity' | 'amount';
  /** A field beside the link (`quantity`), or of the header, whose value it should cover; a page marks it where it does not. */
  readonly covers?: string;
}

/**
 * The filter of an insight, once it is known of what.
 * @param value the id that the link holds
 * @param header the record's own values, as far as they are entered
 */
export function insightFilter({ query, within = {} }: Pick<Insight, 'query' | 'within'>, value: string, header: Readonly<Record<string, unknown>>): string {
  const conditions = Object.entries(within).flatMap(([field, condition]) => {
    const given = header[field];
    return typeof given === 'string' && given !== '' ? [condition.replaceAll('$header', () => JSON.stringify(given))] : [];
  });
  return [query.filter.replaceAll('$value', () => JSON.stringify(value)), ...conditions].join(' && ');
}
