import type { Sample } from '#server/host';
import { playNorthwind } from '#server/sample';

/** Samples that `init` can fill a new company from. */
export const SAMPLES: Readonly<Record<string, Sample>> = {
  northwind: async (core, identity, company, passwords) => (await playNorthwind(core, identity, company, undefined, passwords)).users,
};
