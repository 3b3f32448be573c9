import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { ensureChromium } from '../../../scripts/system/chromium.ts';

/** The system's Chromium, quiet: no calls home, no sandbox for root. */
export async function openBrowser(): Promise<Browser> {
  const asRoot = process.getuid?.() === 0;
  return await chromium.launch({
    executablePath: ensureChromium(),
    args: [
      ...(asRoot ? ['--no-sandbox'] : []),
      '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic', '--no-first-run', '--disable-gpu', '--font-render-hinting=none',
    ],
  });
}

export interface Look {
  readonly lang?: 'zh' | 'en';
  readonly dark?: boolean;
  readonly size?: { readonly width: number; readonly height: number };
}

/** A page of a fresh person, with all that should not have happened in it. */
export interface Watched {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Console errors, uncaught errors, requests to any other place, refused by the content policy. */
  readonly faults: string[];
  /** Bodies of all answers of the interface, by address. */
  readonly answers: { readonly url: string; readonly text: string }[];
}

/**
 * Opens the program in a context of its own.
 * @param url where the host is
 * @param keep remembers the bodies of answers too
 */
export async function openWatched(browser: Browser, url: string, look: Look = {}, keep = false): Promise<Watched> {
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    locale: look.lang === 'en' ? 'en-GB' : 'zh-CN',
    colorScheme: look.dark === true ? 'dark' : 'light',
    viewport: look.size ?? { width: 1366, height: 768 },
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const faults: string[] = [];
  const answers: { url: string; text: string }[] = [];
  const own = new URL(url).host;
  page.on('console', (message) => {
    // A refused request is the page's business to tell; the browser's own line about it is no fault of the page.
    if (message.type() === 'error' && !/Failed to load resource: the server responded/.test(message.text())) faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`error: ${error.stack ?? error.message}`));
  context.on('request', (request) => {
    const at = new URL(request.url());
    // The browser's own viewer of PDF lies within the browser.
    if (!['blob:', 'data:', 'chrome:', 'chrome-extension:'].includes(at.protocol) && at.host !== own) faults.push(`outside: ${request.url()}`);
  });
  if (keep) {
    page.on('response', (response) => {
      const path = new URL(response.url()).pathname;
      if (!path.startsWith('/api/') || path.endsWith('/events')) return;
      void response.text().then((text) => answers.push({ url: response.url(), text }), () => {});
    });
  }
  await page.goto(url);
  return { page, context, faults, answers };
}

/** Signs in at the entrance and waits for the workbench. */
export async function signIn(page: Page, username: string, password: string): Promise<void> {
  await page.locator('input[name=username]').fill(username);
  await page.locator('input[name=password]').fill(password);
  await page.keyboard.press('Enter');
  await page.locator('[data-part=shell]').waitFor();
}
