import type { Fragment } from '#common/expression';
import type { Dialect } from '#db/store.ts';
import { companionColumn } from '../search/index.ts';
import { hole, opened, type Hole } from './holes.ts';
import type { Paths } from './paths.ts';
import { and, or, quoted, sqlOf } from './text.ts';
import type { View } from './view.ts';

/** Text looked for in some fields of the object. */
export interface Searched {
  readonly fields: readonly (readonly string[])[];
  /** Whether it is looked for as letters of pinyin too, which are not the text itself. */
  readonly letters: boolean;
}

/** Rows that hold the text in one of the fields, where that is open to the reader. */
export function searched({ fields, letters }: Searched, paths: Paths, dialect: Dialect): Fragment {
  const parts = fields.flatMap((path) => {
    const found = paths.find(path, 'compute');
    const key = found.companion('pinyin');
    if (key) return holds(key, letters, dialect);
    const cell = found.cell.open ?? sqlOf('NULL');
    return holds(sqlOf(`lower(${cell.text})`, cell.params), false, dialect);
  });
  return parts.length > 0 ? or(parts) : sqlOf('1=0');
}

/** A narrow look, by an index alone, at which rows of the company could hold the text; what the reader may see of them is asked afterwards. */
export interface CompiledNarrow {
  readonly text: string;
  readonly params: Fragment['params'];
  readonly holes: readonly Hole[];
}

/**
 * @param columns what an index holds of the company's rows
 * @returns undefined where the index does not hold all that is searched
 */
export function compileNarrow(view: View, { fields, letters }: Searched, columns: readonly string[], dialect: Dialect): CompiledNarrow | undefined {
  const parts: Fragment[] = [];
  for (const [name = '', ...rest] of fields) {
    const key = companionColumn(name, 'pinyin');
    if (rest.length > 0) return undefined;
    if (columns.includes(key)) parts.push(...holds(sqlOf(`i.${quoted(key)}`), letters, dialect));
    else if (name === 'number' && columns.includes('number')) parts.push(...holds(sqlOf('lower(i."number")'), false, dialect));
    else return undefined;
  }
  if (parts.length === 0) return undefined;
  const where = and([view.company('i'), or(parts)]);
  const text = `SELECT i."id" FROM ${quoted(view.table)} i WHERE ${where.text} LIMIT ?`;
  return { text, ...opened([...where.params, hole({ limit: true })]) };
}

function holds(key: Fragment, letters: boolean, dialect: Dialect): Fragment[] {
  const has = dialect === 'sqlite' ? 'instr' : 'strpos';
  const wanted = letters ? (['text', 'letters'] as const) : (['text'] as const);
  return wanted.map((search) => sqlOf(`${has}(${key.text}, ?) > 0`, [...key.params, hole({ search })]));
}
