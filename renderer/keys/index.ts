export { keysNow, listenToKeys, pressed, useKeys, type Key } from './keys.ts';
