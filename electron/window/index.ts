export type { WindowState } from './bounds.ts';
export { guardContents } from './guard-contents.ts';
export { guardSession } from './guard-session.ts';
export { openWindow } from './open-window.ts';
