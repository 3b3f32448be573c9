import { z } from 'zod';
import { ask, queryString, tell } from './ask.ts';
import type { Client } from './client.ts';

/* What is looked at as a whole or put on paper: reports, their files, prints, dashboards. */

const text = z.object({ zh: z.string(), en: z.string() });

/** A question a report asks. `link`: the value is the `by` field of a record of `object` (an account's code, a product's id); `choice`: one of `values`. */
export const reportParamSchema = z.object({
  name: z.string(), label: text, type: z.enum(['month', 'day', 'link', 'choice']), required: z.boolean(),
  object: z.string().optional(), by: z.string().optional(),
  /** What the values of a choice are called. */
  values: z.record(z.string(), text).optional(),
  /** What it is when nobody says otherwise. */
  initial: z.enum(['none', 'this-month', 'year-start', 'today']).default('none'),
});

/**
 * Where a row leads: to another report, whose parameters are taken from the row's members (`row.`) or this report's own (`param.`), or to a record,
 * whose object is named (`voucher`) or told by a member of the row (`row.sourceObject`). A row in which a member is missing or empty leads nowhere; a
 * parameter of this report that was not given is left out.
 */
export const drillSchema = z.discriminatedUnion('to', [
  z.object({ to: z.literal('report'), report: z.string(), params: z.record(z.string(), z.string()) }),
  z.object({ to: z.literal('record'), object: z.string(), id: z.string() }),
]);

/** A query of one figure: the latest month or day in which there is something to report. */
export const latestSchema = z.object({ object: z.string(), select: z.string() });

/** The reports the caller may run. `reads`: the objects whose changes change its figures. */
export const describedReportsSchema = z.object({
  reports: z.array(z.object({
    name: z.string(), label: text, module: z.string(), params: z.array(reportParamSchema), drill: drillSchema.nullable(),
    reads: z.array(z.string()).default([]),
    latest: latestSchema.nullable().default(null),
  })),
});
export type DescribedReport = z.infer<typeof describedReportsSchema>['reports'][number];
export type Drill = z.infer<typeof drillSchema>;
export type ReportParam = z.infer<typeof reportParamSchema>;

/** One figure or picture: a query as `POST /query` takes it, and how to show it. `x` and `y` are aliases of its select. */
export const cardSchema = z.object({
  name: z.string(), label: text, kind: z.enum(['number', 'bar', 'line', 'pie', 'table']),
  query: z.object({
    object: z.string(), select: z.array(z.string()), filter: z.string().optional(), group: z.array(z.string()).optional(), order: z.array(z.string()).optional(),
    limit: z.int().optional(),
  }),
  /** A picture whose query gives the newest first (its order is `-x`) is drawn from the oldest. */
  x: z.string().optional(), y: z.array(z.string()).default([]),
  /** An alias that is taken off the first of `y`: what came in less what went out. */
  minus: z.string().optional(),
  format: z.enum(['amount', 'quantity', 'count']).default('amount'),
  /** Columns of twelve that it takes. */
  width: z.int().min(2).max(12).default(4),
  /** Leads to the list of this object, with this filter. */
  list: z.object({ object: z.string(), filter: z.string().optional() }).optional(),
});
export const dashboardSchema = z.object({ name: z.string(), label: text, cards: z.array(cardSchema) });
/** Shipped dashboards, without the cards whose figures the caller may not see. `$monthStart`, `$yearStart`, `$today` in filters are days. */
export const dashboardsSchema = z.object({ dashboards: z.array(dashboardSchema) });
export type Card = z.infer<typeof cardSchema>;
export type Dashboard = z.infer<typeof dashboardSchema>;

/** The kinds of paper an object can be printed as. */
export const printFormsSchema = z.object({ forms: z.array(z.object({ name: z.string(), object: z.string(), label: text })) });
export type PrintForm = z.infer<typeof printFormsSchema>['forms'][number];

export type FileFormat = 'csv' | 'xlsx' | 'pdf';

export function papersOf(client: Pick<Client, 'send'>) {
  return {
    reports: async () => (await ask(client, describedReportsSchema, 'GET', '/reports')).reports,
    /** A report as a file; logged as an export. */
    reportFile: async (report: string, params: Readonly<Record<string, string>>, format: FileFormat): Promise<Blob> =>
      (await tell(client, 'GET', `/reports/${encodeURIComponent(report)}${queryString({ ...params, format })}`)).blob(),
    /** A whole list as a file; needs the right to export, and is logged. */
    listFile: async (object: string, params: Readonly<Record<string, string | boolean | undefined>>, format: 'csv' | 'xlsx'): Promise<Blob> =>
      (await tell(client, 'GET', `/records/${encodeURIComponent(object)}${queryString({ ...params, format })}`)).blob(),
    dashboards: async () => (await ask(client, dashboardsSchema, 'GET', '/dashboards')).dashboards,
    printForms: async () => (await ask(client, printFormsSchema, 'GET', '/print-forms')).forms,
    /** Records on paper, as PDF; logged. */
    print: async (object: string, form: string, ids: readonly string[]): Promise<Blob> =>
      (await tell(client, 'GET', `/records/${encodeURIComponent(object)}/print${queryString({ form, ids: ids.join(',') })}`)).blob(),
  };
}
