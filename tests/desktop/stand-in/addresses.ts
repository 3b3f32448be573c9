import { APP_ORIGIN } from '../../../electron/policy/index.ts';

/* Chromium by itself loads no scheme of one's own. In the stand-in `panshi://app` is this origin, which the resolver leads to a door on loopback. */

export const OUTER_HOST = 'panshi.invalid';
export const OUTER_ORIGIN = `https://${OUTER_HOST}`;

/** As the program knows an address. */
export function inner(address: string): string {
  return address.replaceAll(OUTER_ORIGIN, APP_ORIGIN);
}

/** As Chromium does. */
export function outer(address: string): string {
  return address.replaceAll(APP_ORIGIN, OUTER_ORIGIN);
}
