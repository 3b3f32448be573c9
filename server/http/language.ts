import type { Lang } from '#common/errors';

const known = new Map<string, Lang>();

/** The language of messages, from `Accept-Language`: whichever of zh and en is weighted higher; Chinese unless asked. */
export function languageOf(header: string | null): Lang {
  if (header === null) return 'zh';
  let lang = known.get(header);
  if (lang === undefined) {
    lang = preferred(header);
    if (known.size < 200) known.set(header, lang);
  }
  return lang;
}

function preferred(header: string): Lang {
  const weight = { zh: 0, en: 0 };
  for (const range of header.split(',')) {
    const [tag = '', ...params] = range.trim().toLowerCase().split(';');
    const lang = tag.startsWith('zh') ? 'zh' : tag.startsWith('en') ? 'en' : undefined;
    if (lang === undefined) continue;
    const quality = params.map((param) => /^\s*q=([\d.]+)\s*$/.exec(param)?.[1]).find((value) => value !== undefined);
    weight[lang] = Math.max(weight[lang], quality === undefined ? 1 : Number(quality));
  }
  return weight.en > weight.zh || (weight.en === weight.zh && /^\s*en/i.test(header)) ? 'en' : 'zh';
}
