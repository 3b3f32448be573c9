import type { Text } from '#common/errors';
import type { ValueKind, Values } from '../layout/written.ts';

/** One thing said in the head or the foot of a form. Several paths are said one after another. */
export interface FormFact {
  readonly label: Text;
  readonly paths: readonly string[];
  readonly kind?: ValueKind;
  readonly values?: Values;
}

export interface FormColumn {
  readonly label: Text;
  readonly paths: readonly string[];
  readonly kind: ValueKind;
  /** In points; `*` shares what is left. */
  readonly width: number | '*';
  /** Left out when no line says anything in it, or nothing but zero. */
  readonly sparing?: boolean;
  /** Summed below. */
  readonly summed?: boolean;
}

/** A kind of paper that an object can be printed as. */
export interface Form {
  readonly name: string;
  readonly object: string;
  readonly label: Text;
  /** What stands on the paper. */
  readonly title: Text;
  readonly layout: 'document' | 'voucher';
  /** Two beside each other. */
  readonly facts: readonly FormFact[];
  readonly child: string;
  readonly columns: readonly FormColumn[];
  /** Amounts of the whole, below the lines. */
  readonly amounts: readonly FormFact[];
  /** The amount that is written out in capitals. */
  readonly capitals?: string;
  /** What is said in the foot. */
  readonly remarks: readonly FormFact[];
  readonly signatures: readonly { readonly label: Text; readonly path?: string }[];
}

/** Every path of the record itself that the form reads. */
export function pathsOf(form: Form): string[] {
  const facts = [...form.facts, ...form.amounts, ...form.remarks].flatMap(({ paths }) => paths);
  const signed = form.signatures.flatMap(({ path }) => (path === undefined ? [] : [path]));
  return [...new Set([...facts, ...signed, 'number', 'state', ...(form.capitals === undefined ? [] : [form.capitals])])];
}

export function linePathsOf(form: Form): string[] {
  return [...new Set(form.columns.flatMap(({ paths }) => paths))];
}
