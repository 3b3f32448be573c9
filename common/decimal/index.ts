export { Decimal, decimal, sum, round, type DecimalInput } from './decimal.ts';
export { toScaled, fromScaled } from './scaled.ts';
