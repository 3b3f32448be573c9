import { bare, type Mapping } from './mapping.ts';
import { documentsOf } from './documents.ts';
import { rowsOf } from './rows.ts';
import type { RawCell } from '../files/sheet.ts';
import type { Target } from './targets.ts';

/** How rows become documents: as in `Grouping`, a key by the place of its column. */
export type Choice = 'row' | 'blank' | number;

interface Looked {
  readonly headings: readonly string[];
  /** Below the headings. */
  readonly rows: readonly (readonly RawCell[])[];
  readonly mapping: Mapping;
  readonly targets: readonly Target[];
}

/** What people call the column that tells which document a line is of. */
const NUMBER = /号$|(^|[a-z])(no|number|ref|reference)$/;
/** Numbers of other things, which come again for reasons of their own. */
const OF_OTHERS = /(序|行|手机|电话|传真|税|账|帐|卡|身份证|型|批|货|款|序列)号$|(line|row|phone|mobile|fax|tax|account|item|part|batch|serial)(no|number|ref|reference)$/;

/**
 * Proposes how rows become documents: as the last time; by a column of numbers in which some come again; by empty head cells where there are some; else each
 * row is one.
 * @param before the bare heading of the column chosen then
 */
export function proposeGrouping({ headings, rows, mapping, targets }: Looked, before?: string): Choice {
  const known = new Map(targets.map((target) => [target.path, target]));
  const heads = mapping.filter((path) => known.get(path)?.table === undefined && path !== '');
  const isKey = (at: number): boolean => {
    const target = known.get(mapping[at] ?? '');
    return (target === undefined || (target.table === undefined && target.field.type === 'text')) && rows.some((row) => String(row[at] ?? '').trim() !== '');
  };
  const columns = headings.flatMap((heading, at) => (isKey(at) ? [{ at, heading: bare(heading) }] : []));
  const remembered = before === undefined ? undefined : columns.find(({ heading }) => heading === before);
  if (remembered) return remembered.at;
  const numbered = columns.filter(({ heading }) => NUMBER.test(heading) && !OF_OTHERS.test(heading));
  const repeated = numbered.find(({ at }) => isRepeated(rows.map((row) => String(row[at] ?? '').trim())));
  if (repeated) return repeated.at;
  const all = rowsOf(rows, mapping, 1);
  if (heads.length > 0 && documentsOf(all, 'blank', heads).length < all.length) return 'blank';
  return numbered[0]?.at ?? 'row';
}

function isRepeated(values: readonly string[]): boolean {
  const filled = values.filter((value) => value !== '');
  return new Set(filled).size < filled.length;
}
