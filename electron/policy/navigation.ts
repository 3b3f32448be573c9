import { isOwnAddress, isOwnBlob, urlOf } from './address.ts';

/** The extension inside Chromium that shows PDF, and the page it shows them with. */
const PDF_VIEWER = 'chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/';

/** What the host says of its interface: pages without a script, for whoever writes programs. */
const DESCRIPTIONS: ReadonlySet<string> = new Set(['/api/v1/docs', '/api/v1/openapi.json']);

/**
 * Whether a window may go to an address: the program's own pages, and nothing else. The host's interface is no page: whatever leads a window there, a form
 * that somebody has smuggled in for one, would speak with the session's rights.
 */
export function mayNavigate(address: string): boolean {
  return isOwnAddress(address) && !isInterface(address);
}

/** Whether a window that a page has opened may begin with an address. */
export function mayBegin(address: string): boolean {
  return isOwnBlob(address) || (isOwnAddress(address) && DESCRIPTIONS.has(pathOf(address)));
}

/** Whether a frame inside a page may go to an address: papers are shown in frames, and no page is ever a part of another. */
export function mayNavigateFrame(address: string): boolean {
  return isOwnBlob(address) || address === 'about:blank' || address === 'about:srcdoc' || address.startsWith(PDF_VIEWER);
}

function isInterface(address: string): boolean {
  const path = pathOf(address);
  return path === '/api' || path.startsWith('/api/');
}

function pathOf(address: string): string {
  return urlOf(address)?.pathname ?? '';
}

/** What becomes of a page's wish for another window. */
export type WindowWish = 'paper' | 'outside' | 'deny';

/**
 * `paper`: a file made by an own page, or what the host says of its interface, shown in a window without any access to the desktop; `outside`: given to the system's browser, when the firm
 * has put its host on the list; all else is denied.
 * @param allowedHosts of https addresses; empty as shipped
 */
export function windowWish(address: string, allowedHosts: readonly string[]): WindowWish {
  if (mayBegin(address)) return 'paper';
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
