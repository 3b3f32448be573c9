import type { Text } from '#common/errors';

/** Text that could not be read as what its field holds. It stays where it was entered, with the reason, so that nothing typed or pasted is lost. */
export interface Unread {
  readonly unread: string;
  readonly reason: Text;
}

export function unread(text: string, zh: string, en: string): Unread {
  return { unread: text, reason: { zh, en } };
}

export function isUnread(value: unknown): value is Unread {
  return typeof value === 'object' && value !== null && 'unread' in value && 'reason' in value;
}

/** Full-width digits, letters and punctuation as an input method leaves them, in their plain form. */
export function plain(text: string): string {
  return text.normalize('NFKC').replaceAll('。', '.').replaceAll('、', ',').replaceAll('−', '-').trim();
}

/** A link that the host is still looking for, while the person has gone on. */
export interface Pending extends Unread {
  readonly found: Promise<string | Unread>;
}

/** A link that could not be looked for, since the host could not be asked: it is looked for again before anything is stored. */
export interface Unasked extends Unread {
  readonly ask: () => Promise<string | Unread>;
}

export function isUnasked(value: unknown): value is Unasked {
  return isUnread(value) && 'ask' in value;
}

export function isPending(value: unknown): value is Pending {
  return isUnread(value) && 'found' in value;
}
