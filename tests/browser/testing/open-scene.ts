import type { Browser } from 'playwright-core';
import { createClient, deskOf, type Client } from '#common/api';
import { openHttps } from '#server/doors';
import { openHost, type Host } from '#server/host';
import { CHEAP, PASSPHRASE, PASSWORD } from '#server/testing';
import { ensurePages } from '../../../scripts/build/pages.ts';
import { openBrowser, openWatched, signIn, type Look, type Watched } from './browser.ts';
import { settling } from './settling.ts';

export interface Person extends Watched {
  /** Opens an address of the program anew, as from a bookmark, and waits until all is there. */
  go(path: string): Promise<void>;
  /** Waits until the page has asked all it wants to know. */
  settled(): Promise<void>;
}

/** A host with a company in it behind its HTTPS door, and a browser before it. */
export interface Scene {
  readonly url: string;
  readonly host: Host;
  readonly browser: Browser;
  /** Somebody at their workbench, in a window of their own and in the language and theme asked for. */
  as(username: string, look?: Look & { readonly theme?: 'contrast' }, keep?: boolean): Promise<Person>;
  /** Somebody's calls, without a page. */
  client(username: string): Promise<Client>;
  close(): Promise<void>;
}

interface OpenHow {
  readonly begun?: (watched: Watched, username: string) => void;
  readonly remove?: () => void;
}

/**
 * @param data a folder whose people all have the password of tests
 * @param how `begun` is told of each window, `remove` of the end of all
 */
export async function openScene(data: string, { begun = () => {}, remove = () => {} }: OpenHow = {}): Promise<Scene> {
  const pages = await ensurePages();
  const host = await openHost({ data, unlock: { passphrase: PASSPHRASE }, hashCost: CHEAP, pages });
  const door = await openHttps(host.handler, { host: '127.0.0.1', port: 0, server: host.keys.server });
  const browser = await openBrowser();
  const url = `https://localhost:${door.port}`;
  const client = async (username: string): Promise<Client> => {
    const made = createClient({ baseUrl: url, fetch: (request) => host.handler(request, { address: '127.0.0.1' }), lang: 'en' });
    await made.signIn({ username, password: PASSWORD });
    return made;
  };
  return {
    url,
    host,
    browser,
    client,
    async as(username, look = {}, keep = false) {
      const desk = deskOf(await client(username));
      const theme = look.theme ?? (look.dark === true ? 'dark' : 'light');
      await desk.keepPreferences({ looks: { lang: look.lang ?? 'zh', theme, density: 'compact', zoom: 100 } });
      const watched = await openWatched(browser, url, look, keep);
      begun(watched, username);
      const settled = settling(watched.page);
      await signIn(watched.page, username, PASSWORD);
      return {
        ...watched,
        settled,
        async go(path) {
          await watched.page.goto(`${url}${path}`);
          await watched.page.locator('[data-part=shell]').waitFor();
          await settled();
        },
      };
    },
    async close() {
      await browser.close();
      await door.close();
      await host.close();
      remove();
    },
  };
}
