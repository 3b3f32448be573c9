import { isOwnAddress, isOwnBlob } from './address.ts';

/** The extension inside Chromium that shows PDF, and the page it shows them with. */
const PDF_VIEWER = 'chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/';

/** Whether a window may go to an address: the program's own pages, and nothing else. */
export function mayNavigate(address: string): boolean {
  return isOwnAddress(address);
}

/** Whether a frame inside a page may: papers are shown in frames. */
export function mayNavigateFrame(address: string): boolean {
  return isOwnAddress(address) || isOwnBlob(address) || address === 'about:blank' || address === 'about:srcdoc' || address.startsWith(PDF_VIEWER);
}

/** What becomes of a page's wish for another window. */
export type WindowWish = 'paper' | 'outside' | 'deny';

/**
 * `paper`: a file made by an own page, shown in a window without any access to the desktop; `outside`: given to the system's browser, when the firm
 * has put its host on the list; all else is denied.
 * @param allowedHosts of https addresses; empty as shipped
 */
export function windowWish(address: string, allowedHosts: readonly string[]): WindowWish {
  if (isOwnBlob(address)) return 'paper';
  return mayOpenOutside(address, allowedHosts) ? 'outside' : 'deny';
}

/** Whether an address may be given to the system: https alone, without a name or password in it, on the default port, and to a listed host. */
export function mayOpenOutside(address: string, allowedHosts: readonly string[]): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === 'https:' && url.username === '' && url.password === '' && url.port === '' && allowedHosts.includes(url.hostname);
}

/** Whether a page may save a file, which the person is asked a place for. */
export function mayDownload(address: string): boolean {
  return isOwnAddress(address) || isOwnBlob(address);
}

/** Whether the session lets a request out at all. It never asks the network: what is not the program's own does not leave. */
export function mayRequest(address: string, packaged: boolean): boolean {
  if (isOwnAddress(address) || isOwnBlob(address) || address.startsWith('data:') || address.startsWith(PDF_VIEWER)) return true;
  if (address.startsWith('chrome://resources/')) return true; // the PDF viewer's own parts, out of the program's file
  return !packaged && address.startsWith('devtools://');
}
