export { isModalOpen, keysNow, listenToKeys, pressed, useKeys, type Key, type LayerOptions } from './keys.ts';
