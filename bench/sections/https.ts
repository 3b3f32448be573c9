import { startHost } from '../hosts/child.ts';
import { Client, load } from '../hosts/client.ts';
import { hostData } from '../hosts/data.ts';
import { written, type Line } from '../measuring/table.ts';
import type { Place } from '../stores/place.ts';

const SECTION = 'loopback HTTPS';
const CONNECTIONS = 8;
const LIST = '/api/v1/records/customer?limit=50';

/**
 * A host in a process of its own, called by the sales clerk over TLS 1.3: lists of the clerk's own rows with masked and hidden
 * fields, and creates.
 */
export async function httpsSection(place: Place, customers: number, seconds: number): Promise<Line[]> {
  const data = await hostData(place, 'https', 0, customers);
  const host = await startHost(data.folder, data.passphrase, 0);
  const client = new Client(host.port, host.ca, CONNECTIONS);
  try {
    await client.signIn(data.clerk);
    const lines: Line[] = [];
    const rows = customers.toLocaleString('en-US');
    for (const [what, path, aim] of [
      [`lists of 50 from ${rows}, own rows only`, LIST, 1500],
      ['the same, three fields, sorted by name', `${LIST}&fields=code,name,phone&sort=name`, undefined],
    ] as const) {
      const listed = JSON.parse(await client.call('GET', path)) as { records: { _masked?: string[] }[] };
      const meant = listed.records.length === 50 && listed.records.every((record) => record._masked?.includes('phone'));
      if (!meant) throw new Error('not the list that was meant');
      await load(seconds / 3, CONNECTIONS, () => client.call('GET', path));
      const before = await host.usage();
      const { calls, perSecond, p50Ms } = await load(seconds, CONNECTIONS, () => client.call('GET', path));
      const cpu = ((await host.usage()).cpu - before.cpu) / calls;
      const of = `p50 ${written(p50Ms, 'ms')}, ${written(cpu, 'µs')} of the host's processor time each${aim === undefined ? '' : '; Directus 11: 99/s, p50 9.4 ms'}`;
      lines.push({ section: SECTION, what, value: perSecond, unit: '/s', of, ...(aim === undefined ? {} : { aim }) });
    }
    let serial = 0;
    const { perSecond, p50Ms } = await load(seconds, CONNECTIONS, () => {
      serial += 1;
      return client.call('POST', '/api/v1/records/customer', { code: `NEW-${serial}`, name: `新客户 ${serial}`, phone: '13912345678' });
    });
    const of = `p50 ${written(p50Ms, 'ms')}; Directus 11: 52/s`;
    lines.push({ section: SECTION, what: 'audited creates by the clerk', value: perSecond, unit: '/s', of });
    return lines;
  } finally {
    client.close();
    await host.stop();
  }
}
