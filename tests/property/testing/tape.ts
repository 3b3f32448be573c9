import fc from 'fast-check';

/** Choices drawn one after another from numbers that fast-check makes and shrinks: 0 is always the simplest choice. */
export class Tape {
  readonly #numbers: readonly number[];
  #at = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  /** A whole number from 0 to `many` - 1. */
  upTo(many: number): number {
    const drawn = this.#numbers[this.#at % this.#numbers.length] ?? 0;
    this.#at += 1;
    return drawn % many;
  }

  one<T>(choices: readonly T[]): T {
    const chosen = choices[this.upTo(choices.length)];
    if (choices.length === 0) throw new RangeError('nothing to choose from');
    return chosen as T;
  }

  /** True once in so many times. */
  once(inTimes: number): boolean {
    return this.upTo(inTimes) === inTimes - 1;
  }

  some<T>(choices: readonly T[], atMost: number): T[] {
    return Array.from({ length: 1 + this.upTo(atMost) }, () => this.one(choices));
  }
}

/** @param length so many choices before the tape begins again */
export function tape(length: number): fc.Arbitrary<Tape> {
  return fc.noBias(fc.array(fc.nat(99_999), { minLength: length, maxLength: length })).map((numbers) => new Tape(numbers));
}
