import type { Sample } from '#server/host';

/** Samples that `init` can fill a new company from. */
export const SAMPLES: Readonly<Record<string, Sample>> = {};
