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

export function isPending(value: unknown): value is Pending {
  return isUnread(value) && 'found' in value;
}
