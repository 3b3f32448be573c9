export { beginLanguage, defineWords, i18n, lang, say, sayWithin, type Words } from './language.ts';
export { amountInCapitals } from './capitals.ts';
export { moneyUnit } from './money-unit.ts';
export { showDate, showDecimal, showTime } from './formats.ts';
export { matchText } from './label-finding.ts';
