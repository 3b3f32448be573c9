import { computed } from 'vue';
import { createI18n } from 'vue-i18n';
import type { Lang, Text } from '#common/errors';

/** Simplified Chinese unless the person chose otherwise. */
export const i18n = createI18n({ legacy: false, locale: 'zh', fallbackLocale: 'zh', messages: { zh: {}, en: {} } });

export const lang = computed<Lang>({
  get: () => (i18n.global.locale.value === 'en' ? 'en' : 'zh'),
  set: (next) => {
    i18n.global.locale.value = next;
    document.documentElement.lang = next === 'zh' ? 'zh-CN' : 'en';
  },
});

/** Before anybody has signed in, the browser's language is the best guess; Chinese, unless it says English. */
export function beginLanguage(): void {
  lang.value = /^en\b/i.test(navigator.language) ? 'en' : 'zh';
}

/** A text of a definition in the reader's language. */
export function say(text: Text): string {
  return text[lang.value];
}

/** The same inside a sentence: English names of things begin small there, `New sales order`. */
export function sayWithin(text: Text): string {
  const said = say(text);
  return lang.value === 'en' && /^[A-Z][a-z]/.test(said) ? said.charAt(0).toLowerCase() + said.slice(1) : said;
}

export type Words<W> = (key: keyof W & string, values?: Readonly<Record<string, string | number>>) => string;

/**
 * The words of one part of the program, both languages side by side; `{name}` in them is filled in.
 * @param space name of the part, used once
 */
export function defineWords<W extends Readonly<Record<string, Text>>>(space: string, words: W): Words<W> {
  for (const language of ['zh', 'en'] as const) {
    const texts = Object.fromEntries(Object.entries(words).map(([key, text]) => [key, text[language]]));
    i18n.global.mergeLocaleMessage(language, { [space]: texts });
  }
  return (key, values) => i18n.global.t(`${space}.${key}`, values ?? {});
}
