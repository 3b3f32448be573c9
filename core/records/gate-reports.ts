import type { Dashboard } from '#common/api';
import { isPanshiError, refuse } from '#common/errors';
import type { Context } from '#core/context';
import type { Report, ReportReader } from '#core/module';
import type { Reader } from '#db';
import { Caller, type GateParts } from './caller.ts';
import type { Gate, QueryAnswer, QueryRequest } from './gate.ts';
import { readParams } from './report-params.ts';
import type { Watched } from './watched.ts';

type Reports = Pick<Gate, 'reports' | 'report' | 'takeReport' | 'dashboards'>;

/** Rows one question of a report may have for an answer. */
const MOST_ROWS = 10_000;
/** Rows that are put on paper: some 250 pages. */
const MOST_PRINTED = 5_000;

/** What is looked at as a whole: reports and dashboards, always through the reader's own views. @param figures reads grouped figures */
export function reportsOf(parts: GateParts, watched: Watched, figures: Reader): Reports {
  function readerFor({ context, visible }: Caller, verb: 'read' | 'export', query: (request: QueryRequest) => Promise<QueryAnswer>): ReportReader {
    return {
      context,
      opens: (key, path) => visible.opens(key, path.split('.'), 'compute', verb),
      query: async (request) => {
        const { rows } = await query(request);
        // Half of the rows would give wrong totals, and nobody would see it.
        if (rows.length >= MOST_ROWS) throw tooMuch();
        return [...rows];
      },
    };
  }

  async function ran(caller: Caller, name: string, params: Readonly<Record<string, string>>, verb: 'read' | 'export') {
    const report = caller.access.registry.reports.find((one) => one.name === name);
    if (!report) throw refuse('not_found', `没有报表“${name}”。`, `There is no report "${name}".`);
    const asked = readParams(report, params);
    const answer = await report.run(
      readerFor(caller, verb, (request) => caller.visible.query(figures, request, verb)),
      asked,
    );
    return { name, label: report.label, answer };
  }

  /** Has all queries compiled and none of them run: what may not be read is refused as it would be. @returns the objects read, or undefined */
  async function readBy(caller: Caller, report: Report): Promise<string[] | undefined> {
    const read = new Set<string>();
    const may = await allowed(async () => {
      const reader = readerFor(caller, 'read', async (request) => {
        read.add(request.object.split('.')[0] ?? request.object);
        caller.visible.compiles(parts.store.dialect, request);
        return { rows: [] };
      });
      await report.run(reader, {});
    });
    return may ? [...read] : undefined;
  }

  return {
    async reports(context) {
      const caller = await Caller.of(parts, context);
      const named = await Promise.all(caller.access.registry.reports.map(async (report) => {
        const reads = await readBy(caller, report);
        const { name, label, module, questions, drill, latest = null } = report;
        return reads === undefined ? [] : [{ name, label, module, params: [...questions], drill, reads, latest }];
      }));
      return named.flat();
    },

    report: (context, name, params) =>
      watched(context, { event: 'records.report', object: name }, async () => (await ran(await Caller.of(parts, context), name, params, 'read')).answer),

    takeReport: (context, name, params, format) =>
      watched(context, { event: 'report.export', object: name }, async () => {
        const taken = await ran(await Caller.of(parts, context), name, params, 'export');
        if (format === 'pdf' && taken.answer.rows.length > MOST_PRINTED) throw tooLong();
        const after = { format, params };
        await parts.store.write((transaction) => parts.audit.append(transaction, context, { event: 'report.export', object: name, after }));
        return taken;
      }),

    async dashboards(context) {
      const { access, visible } = await Caller.of(parts, context);
      const shown: Dashboard[] = [];
      for (const dashboard of access.registry.dashboards) {
        const cards = [];
        for (const card of dashboard.cards) {
          if (await allowed(() => visible.compiles(parts.store.dialect, asRequest(card.query, context)))) cards.push(card);
        }
        if (cards.length > 0) shown.push({ ...dashboard, cards });
      }
      return shown;
    },
  };
}

async function allowed(work: () => unknown): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (isPanshiError(error) && (error.status === 403 || error.code === 'not_found')) return false;
    throw error;
  }
}

/** The query of a card as it will be asked, with some day in place of those that the page fills in. */
function asRequest({ filter, ...query }: Dashboard['cards'][number]['query'], context: Context): QueryRequest {
  const day = context.clock().toISOString().slice(0, 10);
  const { group, order, limit, ...rest } = query;
  return {
    ...rest,
    ...(filter === undefined ? {} : { filter: filter.replaceAll(/\$(?:monthStart|yearStart|today)/g, day) }),
    ...(group === undefined ? {} : { group }),
    ...(order === undefined ? {} : { order }),
    ...(limit === undefined ? {} : { limit }),
  };
}

function tooMuch(): Error {
  return refuse(
    'too_large',
    `此报表涉及超过 ${MOST_ROWS} 行，合计将不完整。请缩小范围（如缩短期间、指定产品或科目）。`,
    `This report covers more than ${MOST_ROWS} rows, and its totals would not be whole. Narrow it: fewer months, one product or account.`,
  );
}

function tooLong(): Error {
  return refuse(
    'too_large',
    `超过 ${MOST_PRINTED} 行的报表不宜打印。请缩小范围，或导出为 XLSX。`,
    `A report of more than ${MOST_PRINTED} rows is too long for paper. Narrow it, or take it as XLSX.`,
  );
}
