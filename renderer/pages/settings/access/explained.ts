import type { AccessExplained, ApiOutline } from '#common/api';
import type { Text } from '#common/errors';
import { linesOf } from '../roles/model/outline.ts';

type ExplainedField = AccessExplained['fields'][number];

export interface FieldLine extends ExplainedField {
  readonly label: Text;
  readonly wouldTellLabels: readonly Text[];
}

/** The answer's fields by the words of the object, in its own order; what every record has comes last. */
export function fieldLines(told: AccessExplained, object: ApiOutline): readonly FieldLine[] {
  const lines = linesOf(object).filter(({ kind }) => kind === 'field' || kind === 'standard');
  const labels = new Map(lines.map(({ path, label }) => [path, inTable(object, path, label)]));
  const fields = new Map(told.fields.map((field) => [field.name, field]));
  const labelOf = (path: string): Text => labels.get(path) ?? { zh: path, en: path };
  return lines.flatMap(({ path }) => {
    const field = fields.get(path);
    return field === undefined ? [] : [{ ...field, label: labelOf(path), wouldTellLabels: field.wouldTell.map(labelOf) }];
  });
}

/** A field of a child table goes by both names. */
function inTable(object: ApiOutline, path: string, label: Text): Text {
  const table = path.includes('.') ? object.children.find(({ name }) => path.startsWith(`${name}.`)) : undefined;
  return table === undefined ? label : { zh: `${table.label.zh} · ${label.zh}`, en: `${table.label.en} · ${label.en}` };
}

export interface Sums {
  readonly open: number;
  readonly masked: number;
  readonly none: number;
  readonly write: number;
}

/** Masked ones are seen, too. */
export function sumsOf(lines: readonly FieldLine[]): Sums {
  const count = (holds: (line: FieldLine) => boolean): number => lines.filter(holds).length;
  return {
    open: count(({ sees }) => sees !== 'none'), masked: count(({ sees }) => sees === 'masked'), none: count(({ sees }) => sees === 'none'), write: count(({ writesBy }) => writesBy.length > 0),
  };
}
