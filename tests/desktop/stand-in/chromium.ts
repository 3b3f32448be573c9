import { readFileSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type Page, type Route } from 'playwright-core';
import { ensureChromium } from '../../../scripts/system/chromium.ts';
import { inner, OUTER_HOST, outer } from './addresses.ts';

/** What the stand-in's Chromium asks of the program's side. */
export interface Asked {
  /** A page goes somewhere by itself. @returns whether it may */
  mayGo(page: Page, url: string, isMainFrame: boolean): boolean;
  /** A request is about to leave. @returns whether it may */
  mayRequest(url: string): Promise<boolean>;
  /** A page wants another window. @returns whether it may */
  mayOpen(page: Page, url: string): boolean;
  /** Another window has been made. */
  made(page: Page, child: Page): void;
  /** A page calls `ipcRenderer.invoke`. */
  invoke(page: Page, frame: { url: string; parent: unknown }, channel: string, args: readonly unknown[]): Promise<unknown>;
}

/** One Chromium, driven by playwright, behind the stand-in's windows. */
export class StandInChromium {
  readonly #browser: Browser;
  readonly #context: BrowserContext;
  readonly #asked: Asked;
  readonly #windows = new Set<Page>();
  /** Where the program itself sends a page. */
  readonly #sent = new Map<Page, string>();
  /** Requests that nothing on the program's side has stopped, to anywhere but the program: there must be none. */
  readonly escaped: string[] = [];
  readonly blocked: string[] = [];

  private constructor(browser: Browser, context: BrowserContext, asked: Asked) {
    this.#browser = browser;
    this.#context = context;
    this.#asked = asked;
  }

  static async open(port: number, switches: readonly (readonly [string, string?])[], asked: Asked): Promise<StandInChromium> {
    const asRoot = process.getuid?.() === 0;
    const browser = await chromium.launch({
      executablePath: ensureChromium(),
      args: [
        ...(asRoot ? ['--no-sandbox'] : []),
        ...switches.map(([name, value]) => (value === undefined ? `--${name}` : `--${name}=${value}`)),
        // No name leads anywhere, but for the one that stands for the scheme.
        `--host-resolver-rules=MAP ${OUTER_HOST}:443 127.0.0.1:${port},MAP * ~NOTFOUND`,
        '--no-first-run', '--disable-gpu', '--font-render-hinting=none',
      ],
    });
    const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: 'zh-CN', viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' });
    const made = new StandInChromium(browser, context, asked);
    await context.exposeBinding('__standInInvoke', async ({ page, frame }, channel: string, args: string) =>
      pack(await asked.invoke(page, { url: inner(frame.url()), parent: frame.parentFrame() }, channel, unpack(args) as readonly unknown[])));
    await context.route('**/*', (route) => made.#route(route));
    context.on('page', (page) => void made.#opened(page));
    return made;
  }

  /** A page for a window. @param preload its script */
  async page(preload: string | undefined): Promise<Page> {
    // Until it is known as a window, it is taken for one that a page has opened.
    this.#isMaking = true;
    const page = await this.#context.newPage();
    this.#windows.add(page);
    this.#isMaking = false;
    if (preload !== undefined) await page.addInitScript(preloadScript(readFileSync(preload, 'utf8')));
    return page;
  }
  #isMaking = false;

  async load(page: Page, url: string): Promise<void> {
    this.#sent.set(page, url);
    await page.goto(outer(url), { waitUntil: 'commit' });
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }

  async #route(route: Route): Promise<void> {
    const request = route.request();
    const url = inner(request.url());
    const page = pageOf(route);
    if (page === undefined || !this.#windows.has(page)) {
      const opener = [...this.#windows][0];
      if (opener === undefined || !request.isNavigationRequest() || !this.#asked.mayOpen(opener, url)) {
        await route.abort('aborted');
        await page?.close().catch(() => {});
        return;
      }
    } else if (request.isNavigationRequest()) {
      const isMainFrame = request.frame().parentFrame() === null;
      const isSent = isMainFrame && this.#sent.get(page) === url;
      if (isMainFrame) this.#sent.delete(page);
      if (!isSent && !this.#asked.mayGo(page, url, isMainFrame)) {
        this.blocked.push(url);
        // No content: Chromium stays where it is.
        return await route.fulfill({ status: 204 });
      }
    }
    if (!(await this.#asked.mayRequest(url))) {
      this.blocked.push(url);
      return await route.abort('blockedbyclient');
    }
    if (new URL(request.url()).hostname === OUTER_HOST) return await route.continue();
    this.escaped.push(url);
    await route.abort('failed');
  }

  /** Another page than the windows': papers never come by the network, so their address has to be asked for. */
  async #opened(page: Page): Promise<void> {
    if (this.#isMaking || this.#windows.has(page)) return;
    const url = inner(await page.evaluate(() => location.href).catch(() => page.url()));
    const opener = [...this.#windows][0];
    if (url === 'about:blank' || opener === undefined) return;
    if (url.startsWith('blob:') && this.#asked.mayOpen(opener, url)) return this.#asked.made(opener, page);
    await page.close().catch(() => {});
  }
}

function pageOf(route: Route): Page | undefined {
  try {
    return route.request().frame().page();
  } catch {
    return undefined; // the page is not there yet
  }
}

/** Runs a preload as Electron would, except that it shares the page's world: what it hands out by contextBridge is all that it has in common with it. */
function preloadScript(source: string): string {
  return `if (window === window.top) (() => {
    const heard = new Map();
    const pack = ${pack.toString()};
    const unpack = ${unpack.toString()};
    const ask = window.__standInInvoke;
    const ipcRenderer = {
      invoke: async (channel, ...args) => unpack(await ask(channel, pack(args))),
      on: (channel, listener) => { heard.set(channel, [...(heard.get(channel) ?? []), listener]); },
      removeListener: (channel, listener) => { heard.set(channel, (heard.get(channel) ?? []).filter((one) => one !== listener)); },
    };
    Object.defineProperty(window, '__standInHear', { value: (channel, value) => (heard.get(channel) ?? []).forEach((listener) => listener({}, value)) });
    const contextBridge = { exposeInMainWorld: (key, api) => Object.defineProperty(window, key, { value: Object.freeze(api) }) };
    const require = (name) => { if (name !== 'electron') throw new Error('a preload in the sandbox has no ' + name); return { contextBridge, ipcRenderer }; };
    (function (require, module, exports) { ${source}\n })(require, { exports: {} }, {});
  })();`;
}

/** Values as text, bytes included. Runs in the page too. */
function pack(value: unknown): string {
  return JSON.stringify(value === undefined ? null : value, (_key, one) => (one instanceof Uint8Array ? { __bytes: Array.from(one) } : one));
}

function unpack(text: string): unknown {
  return JSON.parse(text, (_key, one) => (one !== null && typeof one === 'object' && '__bytes' in one ? Uint8Array.from(one.__bytes) : one));
}
