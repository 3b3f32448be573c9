/** The scheme of the desktop's own pages, and the one place under it. */
export const SCHEME = 'panshi';
export const APP_ORIGIN = `${SCHEME}://app`;

/** How the scheme is registered: as web pages know `https`, with a content policy that nothing may pass by. */
export const SCHEME_PRIVILEGES = {
  standard: true,
  secure: true,
  supportFetchAPI: true,
  stream: true,
  codeCache: true,
  bypassCSP: false,
  corsEnabled: false,
  allowServiceWorkers: false,
  allowExtensions: false,
} as const;

/** Whether an address is one of the program's own pages. */
export function isOwnAddress(address: string): boolean {
  const url = urlOf(address);
  // `origin` says 'null' for schemes that only Electron knows as standard.
  return url !== undefined && url.protocol === `${SCHEME}:` && url.host === 'app' && url.username === '' && url.password === '';
}

/** Whether it is a file that one of the own pages has made, such as a paper to be looked at. */
export function isOwnBlob(address: string): boolean {
  return address.startsWith('blob:') && isOwnAddress(address.slice('blob:'.length));
}

export function urlOf(address: string): URL | undefined {
  return URL.canParse(address) ? new URL(address) : undefined;
}
