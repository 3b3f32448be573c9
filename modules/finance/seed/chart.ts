import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { refuse } from '#common/errors';

const schema = z.object({
  accounts: z.array(
    z.object({
      code: z.string(),
      name: z.object({ zh: z.string(), en: z.string() }),
      element: z.enum(['asset', 'liability', 'common', 'equity', 'cost', 'income', 'expense']),
      side: z.enum(['debit', 'credit']),
      parent: z.string().nullable(),
      postable: z.boolean(),
      official: z.boolean(),
      aux: z.array(z.string()),
    }),
  ),
});

export type ChartAccount = z.infer<typeof schema>['accounts'][number];

/**
 * Reads a chart of accounts from resources/charts.
 * @param name `small-enterprise` (小企业会计准则) or `enterprise` (企业会计准则)
 * @returns parents before what stands below them
 * @throws PanshiError `invalid` for a chart that is not there
 */
export async function readChart(name: string): Promise<ChartAccount[]> {
  const unknown = (): Error =>
    refuse('invalid', `没有科目表“${name}”。`, `There is no chart of accounts "${name}".`, { fields: ['chart'] });
  if (!/^[a-z][a-z-]*$/.test(name)) throw unknown();
  const text = await readFile(new URL(`../../../resources/charts/${name}.json`, import.meta.url), 'utf8').catch(() => {
    throw unknown();
  });
  return schema.parse(JSON.parse(text)).accounts.sort((a, b) => a.code.length - b.code.length || (a.code < b.code ? -1 : 1));
}
