import { setTimeout as wait } from 'node:timers/promises';
import { startHost } from '../hosts/child.ts';
import { hostData } from '../hosts/data.ts';
import type { Line } from '../measuring/table.ts';
import { median } from '../measuring/timing.ts';
import type { Place } from '../stores/place.ts';

const SECTION = 'host';
const OBJECTS = 200;
/** After it listens, so that what was needed for the start only can go. */
const IDLE_MS = 3000;

/** Starts a host with many objects in processes of its own, from its command until it answers over HTTPS; then lets it idle. */
export async function hostSection(place: Place, starts: number): Promise<Line[]> {
  const data = await hostData(place, 'host', OBJECTS, 0);
  const times: number[] = [];
  const memories: number[] = [];
  for (let n = 0; n <= starts; n += 1) {
    const host = await startHost(data.folder, data.passphrase, OBJECTS);
    if (n > 0) times.push(host.startMs); // the first fills the compile cache
    if (n === starts) {
      await wait(IDLE_MS);
      memories.push((await host.usage()).rss / 1e6);
    }
    await host.stop();
  }
  const start = `start with ${OBJECTS} objects, until it listens`;
  return [
    { section: SECTION, what: start, value: median(times) / 1000, unit: 's', aim: 1, of: 'Directus 11: 5 s' },
    { section: SECTION, what: 'resident memory when idle', value: median(memories), unit: 'MB', aim: 150, of: 'Directus 11: 357 MB' },
  ];
}
