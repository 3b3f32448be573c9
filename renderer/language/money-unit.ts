import { lang } from './language.ts';

/** In what amounts are counted, as it stands beside them: 元 for renminbi in Chinese, else the code. @param currency ISO 4217 */
export function moneyUnit(currency: string | undefined): string {
  return lang.value === 'zh' && currency === 'CNY' ? '元' : (currency ?? '');
}
