import syllables from 'virtual:label-syllables';
import type { Text } from '#common/errors';
import { matchLabel } from './match-label.ts';

/** How well letters fit a text in either language, the lower the better; undefined when they do not. @param query in lower case */
export function matchText(query: string, text: Text): number | undefined {
  const ranks = [matchLabel(query, text.zh, syllables), matchLabel(query, text.en, syllables)].filter((rank) => rank !== undefined);
  return ranks.length === 0 ? undefined : Math.min(...ranks);
}
