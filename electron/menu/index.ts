export { menuTemplate, trayTemplate } from './template.ts';
export type { MenuDoings, MenuState } from './template.ts';
export { trayImage } from './tray-image.ts';
