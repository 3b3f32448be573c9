import { z } from 'zod';
import { ask } from './ask.ts';
import type { Client } from './client.ts';
import { recordSchema } from './contract.ts';

/* Help while something is entered: what it would come to, and many rows at once. */

/** A record as it is being entered; `id` and `version` when it is there already. */
export const trialBodySchema = z.strictObject({ id: z.string().max(64).optional(), values: z.record(z.string(), z.unknown()) });
/**
 * What it would become, by the same rules that store it, as the caller may read it; nothing is stored. `problems` has a sentence for each field path
 * (`customer`, `lines.3.quantity`; `` for the whole) that keeps it from being stored. As long as there are some, `record` is what can be computed of the rest:
 * rows with a problem are left out, the others tell by their `position` (from 1) at which place they were given. It is null where nothing can be computed.
 */
export const trialSchema = z.object({ record: recordSchema.nullable(), problems: z.record(z.string(), z.string()) });

/**
 * Rows of cells by field name, a record each; a link may be given by id, code, number or title. A record with lines has them in it, as records have
 * anywhere: `{customer: "C001", date: "2026-01-05", lines: [{product: "P1", quantity: "3"}]}`, 20,000 of them in all.
 */
export const importBodySchema = z.strictObject({
  object: z.string().max(120),
  rows: z.array(z.record(z.string(), z.unknown())).min(1).max(10_000),
  /** Looks only, and stores nothing. */
  check: z.boolean(),
  /** Where the rows came from, for the log and the list of imports. */
  source: z.string().max(200).default(''),
  /** Leaves bad rows out, each with all its lines; otherwise one bad row refuses all. */
  skipBad: z.boolean().default(false),
  /** An earlier import of the caller's that this goes on with, so that both are taken back together. */
  into: z.string().max(64).optional(),
});
/** `field` is a path for what stands in lines: `lines.3.quantity`. */
const problem = z.object({ row: z.int(), field: z.string().nullable(), message: z.string() });
export const importedSchema = z.object({ id: z.string().nullable(), good: z.int(), bad: z.int(), problems: z.array(problem) });
export const importsSchema = z.object({
  imports: z.array(z.object({
    id: z.string(), at: z.string(), object: z.string(), source: z.string(), count: z.int(), by: z.string(), undoneAt: z.string().nullable(), mayUndo: z.boolean(),
  })),
});
/** What taking an import back did: unused records are gone, used ones archived or, for documents with a number, left. */
export const undoneImportSchema = z.object({ removed: z.int(), archived: z.int(), left: z.int() });

export type Trial = z.infer<typeof trialSchema>;
export type ImportBody = z.input<typeof importBodySchema>;
export type Imported = z.infer<typeof importedSchema>;
export type ImportHead = z.infer<typeof importsSchema>['imports'][number];

export function enteringOf(client: Pick<Client, 'send'>) {
  return {
    try: async (object: string, values: Readonly<Record<string, unknown>>, how: { readonly id?: string; readonly signal?: AbortSignal } = {}): Promise<Trial> =>
      ask(client, trialSchema, 'POST', `/records/${encodeURIComponent(object)}/try`, { values, ...(how.id === undefined ? {} : { id: how.id }) }, how.signal),
    import: async (body: ImportBody): Promise<Imported> => ask(client, importedSchema, 'POST', '/imports', body),
    imports: async () => (await ask(client, importsSchema, 'GET', '/imports')).imports,
    undoImport: async (id: string) => ask(client, undoneImportSchema, 'DELETE', `/imports/${encodeURIComponent(id)}`),
  };
}
