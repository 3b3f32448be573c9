import { refuse } from '#common/errors';
import type { ObjectDefinition } from '#common/objects';
import type { Access } from '#core/access';
import { today, type Context } from '#core/context';
import { applyOverlay, parseChange } from '#core/registry';
import type { Reader, Store } from '#db';
import { seriesOf, writtenNumber } from './numbering.ts';

/** How documents of an object would be numbered. */
export interface NumberingRule {
  readonly object: string;
  readonly prefix: string;
  readonly per: string;
  readonly digits: number;
}

export interface NextNumber {
  readonly object: string;
  /** Each company has its own rows of numbers. */
  readonly company: string;
  readonly number: string;
}

/** Where the rows of numbers stand. Looking takes none, so the next one may be somebody else's by the time it is wanted. */
export interface NextNumbers {
  /**
   * What the next document dated today would be numbered: in the company worked in, or in all of them for who works for the whole store.
   * @param rule under which to look at one object's; as they are now, of all objects, when left out
   * @throws PanshiError `forbidden` for who does not decide how documents are numbered: it tells how many there are; `invalid`
   */
  read(context: Context, rule?: NumberingRule): Promise<readonly NextNumber[]>;
}

export interface NextNumbersParts {
  readonly store: Store;
  access(context: Context): Promise<Access>;
}

export function openNextNumbers({ store, access }: NextNumbersParts): NextNumbers {
  return {
    async read(context, rule) {
      const held = await access(context);
      if (!held.can('customisation', 'create')) {
        throw refuse('forbidden', '只有设置编号规则的人可以查看编到几号。', 'Only who decides how documents are numbered may see where the numbers stand.');
      }
      const { definitions } = held.registry;
      const asked = rule === undefined ? definitions : applyOverlay(definitions, [parseChange({ change: 'numbering', ...rule })]).filter(({ name }) => name === rule.object);
      const companies = context.company === null ? await companiesIn(store.reader) : [context.company];
      const found = await Promise.all(companies.map((company) => nextIn(store.reader, company, asked, today(context))));
      return found.flat();
    },
  };
}

async function companiesIn(reader: Reader): Promise<string[]> {
  return (await reader.rows('SELECT id FROM company WHERE archived = ? ORDER BY code', [false])).map(([id]) => String(id));
}

async function nextIn(reader: Reader, company: string, definitions: readonly ObjectDefinition[], date: string): Promise<NextNumber[]> {
  const rows = definitions.flatMap(({ name, numbering }) => (numbering ? [{ object: name, numbering, series: seriesOf(name, numbering, date) }] : []));
  if (rows.length === 0) return [];
  const taken = await reader.rows(`SELECT series, next FROM sequence WHERE company_id = ? AND series IN (${rows.map(() => '?').join(', ')})`, [
    company, ...rows.map(({ series }) => series),
  ]);
  const last = new Map(taken.map(([series, value]) => [String(series), Number(value)]));
  return rows.map(({ object, numbering, series }) => ({ object, company, number: writtenNumber(numbering, date, (last.get(series) ?? 0) + 1) }));
}
