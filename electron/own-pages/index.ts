export { ownPages } from './own-pages.ts';
export type { OwnPagesParts } from './own-pages.ts';
export { OWN_PAGES } from './pages.ts';
