import { STANDARD } from '#common/objects';
import type { RawCell } from '../files/sheet.ts';
import { isNeeded, type Target } from './targets.ts';

/** Which field each column goes to, by its place, as a path; empty for a column that is left out. */
export type Mapping = readonly string[];

/** The fields' headings in a template: those that are needed bear a star. */
export function headings(targets: readonly Target[], lang: 'zh' | 'en'): readonly string[] {
  return targets.map(({ label, field }) => `${label[lang]}${isNeeded(field) ? '*' : ''}`);
}

/** Whether the first row holds names of columns rather than values. */
export function hasHeadings(rows: readonly (readonly RawCell[])[], targets: readonly Target[]): boolean {
  const [first] = rows;
  if (first === undefined) return false;
  const known = new Set(targets.flatMap((target) => [...labelsOf(target), ...ownLabelsOf(target)]));
  return first.some((cell) => typeof cell === 'string' && known.has(bare(cell))) || first.every((cell) => cell === '' || (typeof cell === 'string' && !/^[\d.,¥￥%/-]+$/.test(cell)));
}

/**
 * Proposes a field for each heading: as it was mapped the last time, by the whole label of a field, by its name or label among the record's own fields, those
 * of lines and those that every record has, then by a label that holds it or is held by it. No field is proposed twice.
 * @param before path by bare heading
 */
export function propose(found: readonly string[], targets: readonly Target[], before: Readonly<Record<string, string>> = {}): Mapping {
  const taken = new Set<string>();
  const mapping: string[] = found.map(() => '');
  const give = (among: readonly Target[], fits: (heading: string, target: Target) => boolean): void => {
    for (const [at, heading] of found.entries()) {
      if (mapping[at] !== '' || bare(heading) === '') continue;
      const fitting = among.filter((target) => !taken.has(target.path) && fits(bare(heading), target));
      const [only] = fitting;
      if (only === undefined || fitting.length > 1) continue;
      mapping[at] = only.path;
      taken.add(only.path);
    }
  };
  const heads = targets.filter(({ table }) => table === undefined);
  const lines = targets.filter(({ table }) => table !== undefined);
  const once = (heading: string): boolean => found.filter((one) => bare(one) === heading).length === 1;
  // One column for what both have: what the record needs, it takes from its first line.
  const shared = lines.filter(({ field }) => heads.some((head) => head.field.name === field.name && head.field.type === field.type && isNeeded(head.field)));
  give(targets, (heading, { path }) => before[heading] === path);
  give(lines, (heading, target) => labelsOf(target).includes(heading));
  give(shared, (heading, target) => once(heading) && ownLabelsOf(target).includes(heading));
  // What every record has besides, its department, comes after what these lines have.
  const own = heads.filter(({ field }) => !Object.hasOwn(STANDARD, field.name));
  for (const some of [own, lines, heads]) give(some, (heading, target) => ownLabelsOf(target).includes(heading));
  give(targets, (heading, target) => heading.length >= 2 && ownLabelsOf(target).some((label) => label.length >= 2 && (label.includes(heading) || heading.includes(label))));
  return mapping;
}

/** What the field is called among all: with its table. */
function labelsOf({ path, label }: Target): readonly string[] {
  return [path, label.zh, label.en].map(bare);
}

/** What it is called in its own table. */
function ownLabelsOf({ field, also = [] }: Target): readonly string[] {
  return [field.name, ...[field.label, ...also].flatMap(({ zh, en }) => [zh, en])].map(bare);
}

/** A heading without what people add to it: stars, brackets with units, spaces, colons; in lower case and plain width. */
export function bare(heading: string): string {
  return heading.normalize('NFKC').replaceAll(/[(（[【][^)）\]】]*[)）\]】]/g, '').replaceAll(/[\s*:：_\-./·]/g, '').toLowerCase();
}
