import type { FieldView } from '#renderer/host';
import { choicesOf } from './display.ts';
import { plain, unread, type Unread } from './reading.ts';

/** Choices that a few typed letters may mean, the likeliest first: the key or a label in either language, or its beginning. */
export function choicesFor(field: Pick<FieldView, 'options'>, text: string): readonly string[] {
  const wanted = plain(text).toLowerCase();
  const all = Object.entries(choicesOf(field));
  if (wanted === '') return all.map(([key]) => key);
  const rank = ([key, label]: (typeof all)[number]): number => {
    const names = [key, label.zh, label.en].map((name) => plain(name).toLowerCase());
    if (names.includes(wanted)) return 0;
    if (names.some((name) => name.startsWith(wanted))) return 1;
    return names.some((name) => name.includes(wanted)) ? 2 : 3;
  };
  return all.map((one) => ({ key: one[0], rank: rank(one) })).filter((one) => one.rank < 3).sort((a, b) => a.rank - b.rank).map((one) => one.key);
}

/** One choice by its key or label; the beginning of one is enough where it is the only one. */
export function readChoice(field: Pick<FieldView, 'options'>, text: string): string | Unread {
  const found = choicesFor(field, text);
  const [first] = found;
  const wanted = plain(text).toLowerCase();
  const label = first === undefined ? undefined : choicesOf(field)[first];
  const exact = first?.toLowerCase() === wanted || label?.zh.toLowerCase() === wanted || label?.en.toLowerCase() === wanted;
  if (first !== undefined && (exact || found.length === 1)) return first;
  return found.length > 1 ? unread(text, '有多个选项符合，请再输入几个字', 'means several choices; type more of it') : unread(text, '没有这个选项', 'there is no such choice');
}
