import notice from '../../../../NOTICE?raw';

export interface Notice {
  readonly part: string;
  readonly terms: string;
}

/** The NOTICE file of the distribution, part by part: a line that names a folder or file, then its terms, indented. */
export function noticesOf(text: string): readonly Notice[] {
  return [...text.matchAll(/^(\S+\/\S*)\n((?:(?: {2}.*)?\n)+)/gm)].map(([, part = '', terms = '']) => ({ part, terms: terms.replaceAll(/\s+/g, ' ').trim() }));
}

export const NOTICES = noticesOf(notice);
