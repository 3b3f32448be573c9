import { useSession } from '#renderer/host';
import { amountInCapitals, lang } from '#renderer/language';

/** An amount of the company's books in capitals (大写), as offices in China write it: in Chinese, and where the books are kept in renminbi. */
export function capitalsOf(value: unknown): string | undefined {
  if (lang.value !== 'zh' || useSession().user?.currency !== 'CNY') return undefined;
  return typeof value === 'string' && /^-?\d+(\.\d{1,2})?$/.test(value) ? amountInCapitals(value) : undefined;
}
