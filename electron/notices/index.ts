export { ClipboardMark } from './clipboard-mark.ts';
export { noticeLine } from './notice-line.ts';
