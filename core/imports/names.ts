import type { Fragment } from '#common/expression';
import { columnName, type ObjectDefinition } from '#common/objects';
import { readerOf, type Context } from '#core/context';
import type { Reader } from '#db';
import { bind, quoted, sqlOf, type View } from '#db/query';
import { companionColumn, searchKey } from '#db/search';

/** A record under one of its names. */
export interface Named {
  readonly id: string;
  readonly name: string;
  /** What people know it by, as far as the reader may see it: `C001 北风贸易`. */
  readonly label: string;
}

/** The names that one object's records have for one reader. Archived ones are called no more. */
export class Names {
  /** Code, number, title: the order in which a name is looked for. */
  readonly fields: readonly string[];
  readonly #reader: Reader;
  readonly #context: Context;
  readonly #view: View;

  constructor(reader: Reader, context: Context, view: View, { title, numbering }: ObjectDefinition) {
    this.#reader = reader;
    this.#context = context;
    this.#view = view;
    this.fields = [...new Set(['code', ...(numbering ? ['number'] : []), title])].filter((name) => view.field(name)?.type === 'text' && view.cell('t', name)?.open);
  }

  /** Records whose field is one of the texts, or the same but for case and width as far as an index tells. */
  async near(field: string, texts: readonly string[]): Promise<readonly Named[]> {
    // Titles are found in the index of what is searched, whatever their case; codes and numbers in their own.
    const key = field === 'code' || field === 'number' ? undefined : this.#view.companion('t', field, 'pinyin');
    if (key) return await this.#rows(field, this.#each(companionColumn(field, 'pinyin'), key, texts.map(searchKey)));
    return await this.#rows(field, this.#each(columnName(field), this.#open(field), texts.flatMap(usualForms)));
  }

  /** A code in mixed case is in no index: all of them are walked through, once for all texts. */
  async codesOfAnyCase(texts: readonly string[]): Promise<readonly Named[]> {
    const key = this.fields.includes('code') ? this.#view.companion('t', 'code', 'pinyin') : undefined;
    if (!key) return [];
    const list = this.#reader.dialect === 'sqlite' ? 'SELECT value FROM json_each(?)' : 'SELECT jsonb_array_elements_text(?::jsonb)';
    const from = `${quoted(this.#view.table)} t WHERE (${key.text}) IN (${list})`;
    return await this.#rows('code', sqlOf(from, [...key.params, listed(texts.map(searchKey))]));
  }

  /** Each text is looked up. The bare column as well as the reader's cell: an index knows only the column, and where the cell has the value, so has the column. */
  #each(column: string, cell: Fragment, texts: readonly string[]): Fragment {
    const list = this.#reader.dialect === 'sqlite' ? 'json_each(?) w' : 'jsonb_array_elements_text(?::jsonb) w(value)';
    const from = `${list} CROSS JOIN ${quoted(this.#view.table)} t WHERE t.${quoted(column)} = w.value AND (${cell.text}) = w.value`;
    return sqlOf(from, [listed(texts), ...cell.params]);
  }

  async #rows(field: string, from: Fragment): Promise<Named[]> {
    const cells = this.fields.map((name) => this.#open(name));
    const rows = this.#view.rows('t');
    const text = `SELECT t."id", ${cells.map((cell) => cell.text).join(', ')} FROM ${from.text} AND (${rows.text}) AND t."archived" = ?`;
    const params = bind([...cells, from, rows].flatMap((part) => part.params), readerOf(this.#context));
    const at = this.fields.indexOf(field);
    return (await this.#reader.rows(text, [...params, false])).map(([id, ...names]) => ({
      id: String(id), name: String(names[at]), label: names.filter((name) => typeof name === 'string').join(' '),
    }));
  }

  #open(field: string): Fragment {
    return this.#view.cell('t', field)?.open ?? sqlOf('NULL');
  }
}

function listed(texts: readonly string[]): Fragment['params'][number] {
  return { value: JSON.stringify([...new Set(texts)]) };
}

/** How a code or number may stand in its column: as given, and in plain width with capitals or small letters. */
function usualForms(text: string): string[] {
  const plain = text.normalize('NFKC');
  return [text, plain, plain.toUpperCase(), plain.toLowerCase()];
}
