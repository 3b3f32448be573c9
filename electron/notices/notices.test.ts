import { expect, it } from 'vitest';
import { ClipboardMark } from './clipboard-mark.ts';
import { noticeLine } from './notice-line.ts';

it.each([
  ['zh', 0, 1, false, '您有 1 条未读通知。'], ['zh', 1, 3, false, '您有 3 条未读通知。'], ['en', 0, 1, false, 'You have 1 unread notice.'],
  ['en', 0, 2, false, 'You have 2 unread notices.'], ['zh', 0, 1, true, undefined], ['zh', 3, 3, false, undefined], ['zh', 3, 1, false, undefined],
] as const)('%s: from %i to %i, looked at %s: %s', (lang, before, now, isLookedAt, line) => expect(noticeLine(lang, before, now, isLookedAt)).toBe(line));

it('what was copied here leaves the clipboard with the person; what came from elsewhere stays', async () => {
  let text = '别处的内容';
  const mark = new ClipboardMark({ readText: () => Promise.resolve(text), clear: () => { text = ''; } });
  await mark.wipe();
  expect(text).toBe('别处的内容');
  text = '¥1,250,000.00';
  await mark.set();
  await mark.wipe();
  expect(text).toBe('');
  text = '¥9';
  await mark.set();
  text = '后来在别处复制的';
  await mark.wipe();
  expect(text).toBe('后来在别处复制的');
});
