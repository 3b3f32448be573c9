import type { Registry } from '#core/registry';
import type { Program, Work } from './work.ts';

/** What a company is founded with, whoever founds it. */
export interface Founding {
  readonly id: string;
  readonly chart: string;
  readonly currency: string;
}

/**
 * Gives a company that has just been entered its opening records: chart of accounts, posting rules, first warehouse. In the unit of work that
 * enters it, so that there is never a company which cannot be worked in.
 * @param as the hands of a program, inside that company
 * @throws PanshiError `invalid` for a chart that is not there
 */
export async function foundCompany(registry: Registry, company: Founding, as: (program: Program) => Work): Promise<void> {
  for (const seed of registry.seeds) await seed.run(as(seed.program), company);
}
