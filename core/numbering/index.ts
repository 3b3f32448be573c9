export { DIGITS, nextNumber, seriesOf, writtenNumber } from './numbering.ts';
export { openNextNumbers, type NextNumber, type NextNumbers, type NumberingRule } from './next-numbers.ts';
