import type { FieldView } from '#renderer/host';
import type { RawCell } from '../files/sheet.ts';

/** Which field each column goes to, by its place; empty for a column that is left out. */
export type Mapping = readonly string[];

/** Fields that rows can bring: those a new record may be given, but for structured ones. */
export function importable(fields: readonly FieldView[]): readonly FieldView[] {
  return fields.filter((field) => field.writable.includes('create') && field.type !== 'json');
}

/** A record cannot be without it, and nothing stands in for it. */
export function isNeeded(field: FieldView): boolean {
  return field.required && field.options['default'] === undefined;
}

/** The fields' headings in a template: those that are needed bear a star. */
export function headings(fields: readonly FieldView[], lang: 'zh' | 'en'): readonly string[] {
  return fields.map((field) => `${field.label[lang]}${isNeeded(field) ? '*' : ''}`);
}

/** Whether the first row holds names of columns rather than values. */
export function hasHeadings(rows: readonly (readonly RawCell[])[], fields: readonly FieldView[]): boolean {
  const [first] = rows;
  if (first === undefined) return false;
  const known = new Set(fields.flatMap((field) => [field.name, field.label.zh, field.label.en].map(bare)));
  return first.some((cell) => typeof cell === 'string' && known.has(bare(cell))) || first.every((cell) => cell === '' || (typeof cell === 'string' && !/^[\d.,¥￥%/-]+$/.test(cell)));
}

/**
 * Proposes a field for each heading: as it was mapped the last time, by its name or label in either language, then by a label that holds it or is held by it.
 * No field is proposed twice.
 * @param before field by bare heading
 */
export function propose(found: readonly string[], fields: readonly FieldView[], before: Readonly<Record<string, string>> = {}): Mapping {
  const taken = new Set<string>();
  const mapping: string[] = found.map(() => '');
  const give = (fits: (heading: string, field: FieldView) => boolean): void => {
    for (const [at, heading] of found.entries()) {
      if (mapping[at] !== '' || bare(heading) === '') continue;
      const fitting = fields.filter((field) => !taken.has(field.name) && fits(bare(heading), field));
      const [only] = fitting;
      if (only === undefined || fitting.length > 1) continue;
      mapping[at] = only.name;
      taken.add(only.name);
    }
  };
  const labels = (field: FieldView): readonly string[] => [field.name, field.label.zh, field.label.en].map(bare);
  give((heading, field) => before[heading] === field.name);
  give((heading, field) => labels(field).includes(heading));
  give((heading, field) => heading.length >= 2 && labels(field).some((label) => label.length >= 2 && (label.includes(heading) || heading.includes(label))));
  return mapping;
}

/** A heading without what people add to it: stars, brackets with units, spaces, colons; in lower case and plain width. */
export function bare(heading: string): string {
  return heading.normalize('NFKC').replaceAll(/[(（[【][^)）\]】]*[)）\]】]/g, '').replaceAll(/[\s*:：_\-./]/g, '').toLowerCase();
}
