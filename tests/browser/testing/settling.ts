import type { Page, Request } from 'playwright-core';

/** Milliseconds without a question under way, after which a page is taken to have asked all it wants: pages wait up to 150 for another key before they ask. */
const QUIET = 250;

/**
 * Follows what a page asks of its host; the stream of changes stays open for ever and does not count.
 * @returns waits until it has been quiet for a while, and what came has been painted
 */
export function settling(page: Page): () => Promise<void> {
  const open = new Set<Request>();
  let last = performance.now();
  page.on('request', (request) => {
    if (new URL(request.url()).pathname.endsWith('/events')) return;
    open.add(request);
    last = performance.now();
  });
  const over = (request: Request): void => {
    if (open.delete(request)) last = performance.now();
  };
  page.on('requestfinished', over);
  page.on('requestfailed', over);
  // What a page had asked before it went away is not waited for.
  page.on('framenavigated', (frame) => frame === page.mainFrame() && open.clear());
  return async () => {
    const begun = performance.now();
    while (open.size > 0 || performance.now() - Math.max(last, begun) < QUIET) {
      if (performance.now() - begun > 20_000) throw new Error(`still asking: ${[...open].map((request) => request.url()).join(' ')}`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  };
}
