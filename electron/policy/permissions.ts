import { isOwnAddress } from './address.ts';

/** All that pages are ever granted: people copy numbers. Reading the clipboard is not among it. */
const GRANTED: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

/**
 * Whether a page may use something of the machine; asked when it requests and when it looks.
 * @param from the address, or the origin, of who asks
 */
export function mayUse(permission: string, from: string, isMainFrame: boolean): boolean {
  return GRANTED.has(permission) && isMainFrame && isOwnAddress(from);
}
