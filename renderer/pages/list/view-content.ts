import { z } from 'zod';

const column = z.object({ path: z.string().max(120), width: z.number().min(24).max(2000).optional() });

/** How a list is looked at: what a saved view keeps, and a person's own arrangement where no view is chosen. */
export const viewContentSchema = z.object({
  columns: z.array(column).max(60).default([]),
  frozen: z.int().min(0).max(10).default(1),
  sort: z.array(z.string().max(120)).max(5).optional(),
  /** In the expression language, with moving days. */
  filter: z.string().max(4000).default(''),
  group: z.array(z.string().max(120)).max(2).default([]),
  archived: z.boolean().default(false),
  totals: z.boolean().optional(),
});
export type ViewContent = z.infer<typeof viewContentSchema>;

/** What was kept, as far as it still can be read. */
export function readContent(kept: unknown): ViewContent {
  const read = viewContentSchema.safeParse(kept ?? {});
  return read.success ? read.data : viewContentSchema.parse({});
}

/** Whether two arrangements show the same. */
export function sameContent(a: ViewContent, b: ViewContent): boolean {
  return JSON.stringify(viewContentSchema.parse(a)) === JSON.stringify(viewContentSchema.parse(b));
}
