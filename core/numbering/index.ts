export { DIGITS, nextNumber, seriesOf, writtenNumber } from './numbering.ts';
