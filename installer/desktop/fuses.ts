import { flipFuses, FuseV1Options, FuseVersion, getCurrentFuseWire, type FuseV1Config } from '@electron/fuses';
import { FUSES } from '../../electron/policy/fuses.ts';

/** How a fuse stands in the binary, as @electron/fuses reads it. */
const ON = 49;
const OFF = 48;

/**
 * Sets every fuse of the packed binary as electron/policy says, and reads them back.
 * @param binary Electron's program
 * @throws Error when the list is not complete, when the binary has a fuse that nobody here knows, or when one does not stand as it was set
 */
export async function setFuses(binary: string): Promise<void> {
  const names = Object.keys(FUSES) as (keyof typeof FUSES)[];
  const known = Object.values(FuseV1Options).filter((name): name is keyof typeof FuseV1Options => typeof name === 'string');
  const missing = known.filter((name) => !(name in FUSES));
  if (missing.length > 0) throw new Error(`electron/policy/fuses.ts says nothing about: ${missing.join(', ')}`);

  const config: Partial<Record<FuseV1Options, boolean>> = Object.fromEntries(names.map((name) => [FuseV1Options[name], FUSES[name]]));
  await flipFuses(binary, { version: FuseVersion.V1, ...config } as FuseV1Config);

  const wire = Object.entries(await getCurrentFuseWire(binary)).filter(([place]) => /^\d+$/.test(place)).map(([place, state]) => [Number(place), Number(state)] as const);
  const strange = wire.filter(([place]) => FuseV1Options[place] === undefined);
  if (strange.length > 0) throw new Error(`this Electron has fuses that are not decided upon: ${strange.map(([place]) => place).join(', ')}; update @electron/fuses and electron/policy/fuses.ts`);
  const states = new Map(wire);
  const wrong = names.filter((name) => states.get(FuseV1Options[name]) !== (FUSES[name] ? ON : OFF));
  if (wrong.length > 0) throw new Error(`these fuses do not stand as they were set: ${wrong.join(', ')}`);
}
