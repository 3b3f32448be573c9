import { spawn } from 'node:child_process';

/** Shows an address in a browser, where there is one. */
export function show(url: string): void {
  const opener = process.platform === 'win32' ? 'explorer' : process.platform === 'darwin' ? 'open' : 'xdg-open';
  const browser = spawn(opener, [url], { stdio: 'ignore', detached: true });
  // Without a desktop there is no opener; the address has been printed.
  browser.on('error', () => {});
  browser.unref();
}
