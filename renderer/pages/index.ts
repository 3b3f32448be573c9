export { pageAt, type PageProps } from './pages.ts';
export { addressOf } from './addresses.ts';
