import { z } from 'zod';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const edge = z.int().min(-100_000).max(100_000);
const size = z.int().min(1).max(100_000);
export const windowStateSchema = z.strictObject({ bounds: z.strictObject({ x: edge, y: edge, width: size, height: size }), maximised: z.boolean() });
export type WindowState = z.infer<typeof windowStateSchema>;

/** Least size at which every page has room. */
export const LEAST = { width: 1024, height: 640 } as const;
const USUAL = { width: 1440, height: 900 } as const;
/** So much of the title bar has to lie on a display that a person can take hold of it. */
const GRIP = 80;

/**
 * Where a window opens: as it was left, if that is still on a display, else in the middle of the first one, never larger than its display.
 * @param displays work areas, the main one first
 */
export function placeFor(state: WindowState | undefined, displays: readonly Rectangle[]): Rectangle {
  const main = displays[0] ?? { x: 0, y: 0, ...USUAL };
  const home = state === undefined ? undefined : displays.find((display) => isHeldBy(state.bounds, display));
  if (state === undefined || home === undefined) return centred(USUAL, main);
  const width = clamp(state.bounds.width, Math.min(LEAST.width, home.width), home.width);
  const height = clamp(state.bounds.height, Math.min(LEAST.height, home.height), home.height);
  return { x: state.bounds.x, y: Math.max(state.bounds.y, home.y), width, height };
}

function isHeldBy(bounds: Rectangle, display: Rectangle): boolean {
  const across = Math.min(bounds.x + bounds.width, display.x + display.width) - Math.max(bounds.x, display.x);
  return across >= GRIP && bounds.y >= display.y - GRIP && bounds.y <= display.y + display.height - GRIP;
}

function centred(size: { readonly width: number; readonly height: number }, display: Rectangle): Rectangle {
  const width = Math.min(size.width, display.width);
  const height = Math.min(size.height, display.height);
  return { x: display.x + Math.floor((display.width - width) / 2), y: display.y + Math.floor((display.height - height) / 2), width, height };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
