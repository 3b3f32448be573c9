import type { Browser, Page } from 'playwright-core';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** The longest that the page kept its own thread busy at a stretch, in milliseconds: no frame can take longer than that to come. */
export interface LongestTask {
  /** By the clock: other programs' share of the processor is in it. */
  readonly wall: number;
  /** Processor time of the page's thread alone. */
  readonly cpu: number;
}

/** Traces a page in Chromium while something is done with it. */
export async function longestTask(browser: Browser, page: Page, run: () => Promise<void>): Promise<LongestTask> {
  await browser.startTracing(page, { categories: ['-*', 'toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline', '__metadata'] });
  const failed = await run().then(() => undefined, (error: unknown) => error ?? new Error('failed'));
  const traced = await browser.stopTracing();
  if (failed !== undefined) throw failed;
  const { traceEvents } = JSON.parse(traced.toString('utf8')) as { traceEvents: readonly TraceEvent[] };
  const main = new Set(traceEvents.filter((event) => event.name === 'thread_name' && event.args?.name === 'CrRendererMain').map(({ pid, tid }) => `${pid} ${tid}`));
  const tasks = traceEvents.filter((event) => event.ph === 'X' && main.has(`${event.pid} ${event.tid}`) && event.name.endsWith('RunTask'));
  if (tasks.length === 0) throw new Error('the trace holds no task of the page');
  const most = (of: (event: TraceEvent) => number): number => tasks.reduce((longest, event) => Math.max(longest, of(event)), 0) / 1000;
  return { wall: most(({ dur }) => dur ?? 0), cpu: most(({ tdur, dur }) => tdur ?? dur ?? 0) };
}

/** What a page holds once its rubbish is collected: bytes of JavaScript, and nodes of the document. */
export async function heldBy(page: Page): Promise<{ readonly heap: number; readonly nodes: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  await session.detach();
  const of = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? 0;
  return { heap: of('JSHeapUsedSize'), nodes: of('Nodes') };
}
