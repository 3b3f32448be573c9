export { isModalOpen, keysNow, keysShown, listenToKeys, pressed, showKeys, useKeys, type Key, type LayerOptions, type ShownKeys } from './keys.ts';
