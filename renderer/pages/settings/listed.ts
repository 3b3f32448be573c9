import { lang } from '#renderer/language';

/** Names one after the other, as the reader's language parts them. */
export function listed(names: readonly string[]): string {
  return names.join(lang.value === 'zh' ? '、' : ', ');
}
