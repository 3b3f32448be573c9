import { join } from 'node:path';
import { _electron, type ElectronApplication } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { PASSPHRASE, PASSWORD } from '#server/testing';
import { bundleDesktop } from '../../scripts/build/desktop.ts';
import { ensurePages } from '../../scripts/build/pages.ts';
import { findElectron } from '../../scripts/system/electron.ts';
import { signIn } from '../browser/testing/browser.ts';
import { desktopPlace, setUpFolder } from './testing/start-desktop.ts';

/* The same program in Electron itself, on machines that have its binary. */

const program = findElectron();
const place = desktopPlace();
let app: ElectronApplication | undefined;
afterAll(async () => {
  await app?.close();
  place.remove();
});

describe.runIf(program !== undefined)('in Electron', () => {
  it('unlocks, signs in, answers over its own scheme, and lets nothing out', async () => {
    const [{ folder }] = await Promise.all([bundleDesktop(), ensurePages(), setUpFolder(place.data)]);
    app = await _electron.launch({
      executablePath: program ?? '',
      args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), join(folder, 'main.mjs'), `--data=${place.data}`],
    });
    const page = await app.firstWindow();
    await page.locator('input[name=secret]').fill(PASSPHRASE);
    await page.keyboard.press('Enter');
    await signIn(page, 'boss', PASSWORD);
    expect(page.url()).toMatch(/^panshi:\/\/app\//);
    expect(await page.evaluate(() => fetch('/api/v1/session').then(({ status }) => status))).toBe(200);
    expect(await page.evaluate(() => document.cookie)).toBe('');
    expect(await page.evaluate(() => fetch('https://example.com/').then(() => 'open', () => 'blocked'))).toBe('blocked');
    expect(await page.evaluate(() => window.open('https://example.com/') === null)).toBe(true);
    expect(await page.evaluate(() => typeof (globalThis as { require?: unknown }).require)).toBe('undefined');
    expect(app.windows()).toHaveLength(1);
  });
});

describe.runIf(program === undefined)('without Electron\'s binary', () => {
  it('the stand-in has to do: nothing here could be asked of Electron itself', () => {
    process.stdout.write('tests/desktop: Electron’s binary is not installed (npx install-electron fetches it), so only the stand-in was driven.\n');
    expect(findElectron()).toBeUndefined();
  });
});
