import type { Lang } from '#common/errors';
import { say } from '../words.ts';

/**
 * What the system shows of notices: how many wait, and nothing of what they say. It keeps such lines, and shows them on a locked screen.
 * @returns nothing when there is nothing new to tell
 */
export function noticeLine(lang: Lang, before: number, now: number, isLookedAt: boolean): string | undefined {
  if (now <= before || isLookedAt) return undefined;
  return now === 1 ? say('unreadOne', lang) : say('unread', lang, { n: now });
}
