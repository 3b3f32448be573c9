import type { Sample } from '#server/host';
import { northwindPeople, playNorthwind } from '#server/sample';

/** Samples that a new company can be filled from. */
export const SAMPLES: Readonly<Record<string, Sample>> = {
  northwind: {
    people: northwindPeople,
    play: async ({ core, identity, company, progress, passwords }) => (await playNorthwind(core, identity, company, progress, passwords)).users,
  },
};
