export { nextNumber, seriesOf, writtenNumber } from './numbering.ts';
