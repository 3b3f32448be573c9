import { z } from 'zod';
import { ask, queryString, tell } from './ask.ts';
import type { Client } from './client.ts';

const textSchema = z.object({ zh: z.string(), en: z.string() });

/** Why a person sees, or does not see, an object's records, one of them, and each of its fields. */
export const accessExplainedSchema = z.object({
  person: z.object({ id: z.string(), username: z.string(), name: z.string(), active: z.boolean() }),
  /** The company looked at; null for an officer, who works in none. */
  company: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** All companies that the person works in, the first one first. */
  companies: z.array(z.object({ id: z.string(), name: z.string() })),
  object: z.string(),
  /** The record asked for; null when only the object was. */
  record: z.object({ id: z.string() }).nullable(),
  /**
   * What keeps the person from the whole, if anything does: not active; works in no such company; holds no role there; no role of theirs names the
   * object; the record is another company's; no grant covers the record; grants cover it, but none of them lets read.
   */
  obstacle: z.enum(['inactive', 'no-company', 'no-role', 'not-named', 'elsewhere', 'not-covered', 'not-readable']).nullable(),
  /** The grants on the object in the person's roles. Verbs and fields name them by their places in this list. */
  grants: z.array(z.object({
    role: z.string(),
    label: textSchema,
    /** Which of the role's grants on the object, from 1. */
    nth: z.int(),
    can: z.array(z.string()),
    rows: z.union([z.enum(['own', 'department', 'departmentTree', 'all']), z.object({ when: z.string() })]),
    /** Whether it covers the record; null when none was asked for. */
    covers: z.boolean().nullable(),
  })),
  /** What the person may do, and by which grants. */
  verbs: z.array(z.object({ verb: z.string(), by: z.array(z.int()) })),
  fields: z.array(z.object({
    /** `price`, or `lines.price` of a child table. */
    name: z.string(),
    sees: z.enum(['none', 'masked', 'read']),
    /** The grants that decide what is seen. */
    seesBy: z.array(z.int()),
    /** The grants by which it is written; none where it is not. */
    writesBy: z.array(z.int()),
    /** For what is computed: the fields it would tell, which are not open. */
    wouldTell: z.array(z.string()),
  })),
});
export type AccessExplained = z.infer<typeof accessExplainedSchema>;

export interface AccessQuestion {
  /** Id or user name. */
  readonly user: string;
  readonly object: string;
  /** Id, number or code. */
  readonly record?: string;
  readonly company?: string;
}

export function accessOf(client: Pick<Client, 'send'>) {
  return {
    /** For the security and the audit administrator; it goes into the log. */
    explain: async ({ user, object, record, company }: AccessQuestion) =>
      await ask(client, accessExplainedSchema, 'GET', `/access/explain${queryString({ user, object, record, company })}`),
    /** Who holds which rights, a CSV file; it goes into the log. */
    review: async () => new Uint8Array(await (await tell(client, 'GET', '/access/review')).arrayBuffer()),
  };
}
