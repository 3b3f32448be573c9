import { z } from 'zod';
import { cardSchema } from './papers.ts';

/* What a saved view and a dashboard hold. The page makes it, and the host has to know it: it leaves out what a reader may not know of. */

const path = z.string().min(1).max(120);

/** How a list is looked at. What is left out is as the list has it by itself. */
export const viewContentSchema = z.strictObject({
  columns: z.array(z.strictObject({ path, width: z.number().min(24).max(2000).optional() })).max(60).optional(),
  /** Columns that stay when the others are moved through. */
  frozen: z.int().min(0).max(10).optional(),
  /** `-` first for descending. */
  sort: z.array(path).max(5).optional(),
  /** In the expression language, with days that move: `"$monthStart"`. */
  filter: z.string().max(4000).optional(),
  /** `customer`, `month(date)`, `year(date)` */
  group: z.array(path).max(2).optional(),
  archived: z.boolean().optional(),
  totals: z.boolean().optional(),
});

const { query, list } = cardSchema.shape;

/** Cards as shipped dashboards have them. */
export const dashboardContentSchema = z.strictObject({
  cards: z.array(z.strictObject({ ...cardSchema.shape, query: z.strictObject(query.shape), list: z.strictObject(list.unwrap().shape).optional() })).max(60).optional(),
});

export const savedContentSchema = z.union([viewContentSchema, dashboardContentSchema]);

export type ViewContent = z.infer<typeof viewContentSchema>;
export type DashboardContent = z.infer<typeof dashboardContentSchema>;
