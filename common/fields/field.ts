import type { Text } from '#common/errors';
import type { MaskStyle } from './mask.ts';

/** What every field of an object declares, whatever its type. */
export interface FieldOptions {
  /** A value must be there. */
  readonly required?: boolean;
  /** No two records of a company hold the same value. */
  readonly unique?: boolean;
  /** The quick search looks here (text only). */
  readonly search?: boolean;
  /** An index of its own, for lists that are filtered or sorted by it. */
  readonly index?: boolean;
  /** Taken when a new record does not say. */
  readonly default?: string | number | boolean;
  /** Only the program sets it: totals, states, costs. No caller can, whatever the role. */
  readonly system?: boolean;
  /** Fields (of the same table, or of the parent as `parent.x`) it is computed from: who may not read one of them may not read this. */
  readonly computedFrom?: readonly string[];
  /** Personal information: why it is kept. */
  readonly personal?: Text;
  readonly mask?: MaskStyle;
  /** Set once, at creation. */
  readonly fixed?: boolean;
  readonly help?: Text;
}

interface Labelled extends FieldOptions {
  readonly label: Text;
}

export interface TextField extends Labelled {
  readonly type: 'text';
  /** Longest value in characters. */
  readonly max: number;
  /** Several lines. */
  readonly long?: boolean;
}
export interface IntField extends Labelled {
  readonly type: 'int';
  readonly min?: number;
  readonly max?: number;
}
export interface DecimalField extends Labelled {
  readonly type: 'decimal';
  /** Places kept. */
  readonly scale: number;
  /** Places written even when zero. */
  readonly shown: number;
  /** Smallest value allowed, written out. */
  readonly min?: string;
  readonly max?: string;
  readonly unit: 'amount' | 'price' | 'quantity' | 'rate' | 'number';
}
export interface BoolField extends Labelled {
  readonly type: 'bool';
}
export interface DateField extends Labelled {
  readonly type: 'date';
}
export interface TimeField extends Labelled {
  readonly type: 'time';
}
export interface ChoiceField<Values extends Readonly<Record<string, Text>> = Readonly<Record<string, Text>>> extends Labelled {
  readonly type: 'choice';
  readonly values: Values;
}
export interface LinkField extends Labelled {
  readonly type: 'link';
  /** Name of the object it points at. */
  readonly to: string;
}
export interface JsonField extends Labelled {
  readonly type: 'json';
}

export type Field = TextField | IntField | DecimalField | BoolField | DateField | TimeField | ChoiceField | LinkField | JsonField;
export type FieldType = Field['type'];
export type FieldMap = Readonly<Record<string, Field>>;

/** The value of a field as programs and the API hold it: decimals are written out, dates are `YYYY-MM-DD`, times ISO UTC, links ids. */
export type FieldValue = string | number | boolean | null | JsonValue;
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** The type of a field's value, once it is there. */
export type ValueOf<F> = F extends { readonly type: 'text' | 'decimal' | 'date' | 'time' | 'link' }
  ? string
  : F extends { readonly type: 'int' }
    ? number
    : F extends { readonly type: 'bool' }
      ? boolean
      : F extends { readonly type: 'choice'; readonly values: infer Values }
        ? Extract<keyof Values, string>
        : JsonValue;

type Present<F> = F extends { readonly required: true } | { readonly default: string | number | boolean } ? ValueOf<F> : ValueOf<F> | null;

/** A row of such fields as it is read. */
export type RowOf<Fields extends FieldMap> = { readonly [K in keyof Fields]: Present<Fields[K]> };

/** What is given to make or change one. */
export type InputOf<Fields extends FieldMap> = { readonly [K in keyof Fields]?: ValueOf<Fields[K]> | null | undefined };
