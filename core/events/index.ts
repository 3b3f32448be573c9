export { ChangeFeed, type Change } from './change-feed.ts';
