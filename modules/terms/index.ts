export { lineAmounts, type LineAmounts, type LineTerms } from './line-amount.ts';
export { partOf } from './part.ts';
export { PROGRESS, progressOf, type Progress } from './progress.ts';
export { addDays, daysBetween, daysOfMonth, monthOf } from './calendar.ts';
export { AGES, aged, agedColumns, ageOf, type Age, type AgedParty, type OpenItem } from './ageing.ts';
export { appliedAmount, settle, type Payable, type Settled } from './settlement.ts';
export { given, type GivenBy } from './action-input.ts';
export { refuseExcess, wantedLines, type OpenLine } from './wanted.ts';
export { dateParam, monthParam } from './report-params.ts';
