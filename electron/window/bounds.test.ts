import { expect, it } from 'vitest';
import { placeFor } from './bounds.ts';

const MAIN = { x: 0, y: 0, width: 1920, height: 1040 };
const LEFT = { x: -1280, y: 0, width: 1280, height: 1024 };
const at = (x: number, y: number, width = 1200, height = 800) => ({ bounds: { x, y, width, height }, maximised: false });

it.each([
  ['never opened before', undefined, [MAIN], { x: 240, y: 70, width: 1440, height: 900 }],
  ['as it was left', at(100, 50), [MAIN], { x: 100, y: 50, width: 1200, height: 800 }],
  ['on the second display', at(-1200, 50), [MAIN, LEFT], { x: -1200, y: 50, width: 1200, height: 800 }],
  ['on a display that is gone', at(-1200, 50), [MAIN], { x: 240, y: 70, width: 1440, height: 900 }],
  ['with its title bar above the display', at(100, -40), [MAIN], { x: 100, y: 0, width: 1200, height: 800 }],
  ['far below', at(100, 5000), [MAIN], { x: 240, y: 70, width: 1440, height: 900 }],
  ['larger than the display', at(0, 0, 4000, 3000), [MAIN], { x: 0, y: 0, width: 1920, height: 1040 }],
  ['too small', at(0, 0, 10, 10), [MAIN], { x: 240, y: 70, width: 1440, height: 900 }],
  ['smaller than pages need', at(0, 0, 400, 300), [MAIN], { x: 0, y: 0, width: 1024, height: 640 }],
  ['on a display smaller than that', undefined, [{ x: 0, y: 0, width: 800, height: 600 }], { x: 0, y: 0, width: 800, height: 600 }],
])('%s', (_how, state, displays, place) => expect(placeFor(state, displays)).toEqual(place));
