import type { Rounds } from './measuring/timing.ts';
import type { PostingSize } from './sections/posting.ts';

/** How much is measured. */
export interface Sizes {
  /** Customers of the large list, and of everything else. */
  readonly manyCustomers: number;
  readonly customers: number;
  readonly rounds: Rounds;
  readonly posting: PostingSize;
  readonly creates: number;
  /** Load of each kind over HTTPS. */
  readonly seconds: number;
  readonly starts: number;
}

/** The whole: some minutes on two cores. */
export const FULL: Sizes = {
  manyCustomers: 1_000_000,
  customers: 100_000,
  rounds: { rounds: 9, roundMs: 150 },
  posting: { stockRows: 1_000_000, sales: 12, rounds: 9 },
  creates: 4000,
  seconds: 5,
  starts: 5,
};

/** Enough to see that everything runs; its figures say little. */
export const QUICK: Sizes = {
  manyCustomers: 20_000,
  customers: 10_000,
  rounds: { rounds: 3, roundMs: 5 },
  posting: { stockRows: 10_000, sales: 1, rounds: 2 },
  creates: 80,
  seconds: 0.3,
  starts: 1,
};
