import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { vi } from 'vitest';
import { initHost } from '#server/host';
import { CHEAP, PASSPHRASE, PASSWORD } from '#server/testing';
import { ensurePages } from '../../../scripts/build/pages.ts';
import type { Places } from '../../../electron/main/places.ts';
import { bundle } from '../../../scripts/build/host.ts';
import { OUTER_ORIGIN } from '../stand-in/addresses.ts';
import type * as StandInElectron from '../stand-in/electron.ts';
import { settings, type Machine } from '../stand-in/settings.ts';

/** The program as somebody has started it, with the stand-in in the place of `electron`. */
export interface StartedDesktop {
  readonly electron: typeof StandInElectron;
  /** What its window shows. */
  page(): Promise<Page>;
  /** Ends it as its menu does. @returns the exit status */
  quit(): Promise<number>;
}

/** The parts that have to be built. @param folder of the test's own, for the preload: test files run side by side */
export async function buildParts(folder: string): Promise<void> {
  const pages = await ensurePages();
  await bundle(folder, { input: { preload: join(ROOT, 'electron', 'preload', 'preload.ts') }, external: ['electron'] }, { format: 'cjs', ending: 'cjs' });
  places = { pages, preload: join(folder, 'preload.cjs'), host: join(ROOT, 'electron', 'host', 'host.ts') };
}

const ROOT = join(import.meta.dirname, '..', '..', '..');
let places: Places | undefined;

/** A place for data folders, each with the program's own folder beside it. */
export function desktopPlace(): { readonly data: string; readonly built: string; remove(): void } {
  const root = mkdtempSync(join(tmpdir(), 'panshi-desktop-'));
  return { data: join(root, 'data'), built: join(root, 'built'), remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** A data folder that was set up before, with a manager who may do everything in the business. */
export async function setUpFolder(data: string): Promise<void> {
  await initHost({
    data,
    hashCost: CHEAP,
    answers: {
      company: { name: '磐石试验有限公司', currency: 'CNY', chart: 'small-enterprise' },
      passphrase: PASSPHRASE,
      users: [
        // Buys and sells: the goods, the customers and the orders of a small firm.
        { username: 'boss', name: '王经理', password: PASSWORD, roles: ['sales-manager', 'buyer'] },
      ],
    },
  });
}

/** Starts the program from its first line, on a machine that is as it was but for what is told. */
export async function startDesktop(data: string, machine: Partial<Machine> = {}): Promise<StartedDesktop> {
  Object.assign(settings, { packaged: false, focused: true, idle: 0, screenLocked: false, backend: 'gnome_libsecret', account: 'wang', ...machine, switches: { data, ...machine.switches } });
  const electron = await startOnce();
  await electron.app.becomeReady();
  return {
    electron,
    async page() {
      const window = await vi.waitUntil(() => electron.standIn.windows()[0], { timeout: 20_000 });
      const page = await window.webContents.page();
      await page.waitForURL(`${OUTER_ORIGIN}/**`);
      return page;
    },
    async quit() {
      electron.app.quit();
      return await electron.app.ended.promise;
    },
  };
}

/** The program's first lines, up to where it waits for Electron. A start is a process of its own: nothing of the one before is left in this one. */
export async function startOnce(): Promise<typeof StandInElectron> {
  vi.resetModules();
  vi.doMock('electron', () => import('../stand-in/electron.ts'));
  const electron = await import('electron') as unknown as typeof StandInElectron;
  const { start } = await import('../../../electron/main/start.ts');
  if (places === undefined) throw new Error('the parts have to be built first');
  start(places);
  return electron;
}
