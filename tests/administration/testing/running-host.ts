import { createClient, type Client } from '#common/api';
import { openHost, type Host } from '#server/host';
import { emptyCompany, type Dialect } from '../../api/testing/company.ts';
import { CHEAP, PASSPHRASE, PASSWORD, usernameOf, type PersonName } from '../../api/testing/people.ts';

/** A host that goes on running while officers change what it serves, with a clock that the test sets. */
export interface RunningHost {
  readonly host: Host;
  /** The first company. */
  readonly company: string;
  /** Another host, or a command, on the same data. */
  another(): Promise<Host>;
  /** Nobody, until signed in. */
  stranger(options?: { readonly host?: Host; readonly address?: string; readonly token?: string; readonly company?: string }): Client;
  signIn(person: PersonName, host?: Host): Promise<Client>;
  pass(minutes: number): void;
  close(): Promise<void>;
}

export async function runningHost(dialect: Dialect): Promise<RunningHost> {
  let now = new Date('2026-03-02T08:00:00Z');
  const clock = (): Date => now;
  const { data, company, remove } = await emptyCompany(dialect, clock);
  const open = (visit: boolean): Promise<Host> => openHost({ data, unlock: { passphrase: PASSPHRASE }, hashCost: CHEAP, clock, visit });
  const host = await open(false);
  const others: Host[] = [];
  const stranger: RunningHost['stranger'] = ({ host: at = host, address = '192.0.2.1', ...rest } = {}) =>
    createClient({ baseUrl: 'https://localhost', lang: 'en', fetch: (request) => at.handler(request, { address }), ...rest });
  return {
    host,
    company,
    stranger,
    async another() {
      const other = await open(true);
      others.push(other);
      return other;
    },
    async signIn(person, at = host) {
      const client = stranger({ host: at });
      await client.signIn({ username: usernameOf(person), password: PASSWORD });
      return client;
    },
    pass(minutes) {
      now = new Date(now.getTime() + minutes * 60_000);
    },
    async close() {
      for (const one of [...others, host]) await one.close();
      await remove();
    },
  };
}
