import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type Client } from '#common/api';
import { initHost, openHost, type GivenAnswers, type Host } from '#server/host';
import { postgresPlace } from '#db/testing';
import type { Dialect } from '#db';

export const PASSPHRASE = 'correct horse battery staple';
export const PASSWORD = 'Quartz-Lantern-93';
/** Argon2id at its least: tests sign in often. */
export const CHEAP = { memoryKiB: 1024, passes: 1, lanes: 1 } as const;

export interface TestHost {
  readonly host: Host;
  readonly data: string;
  readonly recoveryKey: string;
  /** A client of the handler in process, not signed in. */
  guest(): Client;
  /** A client that is signed in. */
  as(username: string): Promise<Client>;
  /** Closes the host and removes everything. */
  remove(): Promise<void>;
}

/** Everything a fresh data folder needs, with a person for each role under test; all have the same password. */
export async function testHost(dialect: Dialect = 'sqlite', clock?: () => Date): Promise<TestHost> {
  const data = await mkdtemp(join(tmpdir(), 'panshi-host-'));
  const place = dialect === 'postgres' ? await postgresPlace() : undefined;
  const answers: GivenAnswers = {
    company: { name: '测试公司', currency: 'CNY', chart: 'small-enterprise' },
    passphrase: PASSPHRASE,
    users: [
      ['sales.clerk', '销售员', 'sales-clerk'],
      ['sales.manager', '销售经理', 'sales-manager'],
      ['system.officer', '系统员', 'system-administrator'],
      ['security.officer', '安全员', 'security-administrator'],
      ['auditor', '审计员', 'audit-administrator'],
    ].map(([username = '', name = '', role = '']) => ({ username, name, password: PASSWORD, roles: [role] })),
    ...(place === undefined ? {} : { store: { dialect: 'postgres', url: place.location.url, ...schemaOf(place.location) } }),
  };
  const timing = clock === undefined ? {} : { clock };
  const { recoveryKey } = await initHost({ data, answers, hashCost: CHEAP });
  const host = await openHost({ data, unlock: { passphrase: PASSPHRASE }, hashCost: CHEAP, ...timing });
  const guest = () =>
    createClient({ baseUrl: 'https://localhost', fetch: (request) => host.handler(request, { address: '127.0.0.1' }), lang: 'en' });
  return {
    host,
    data,
    recoveryKey,
    guest,
    async as(username) {
      const client = guest();
      await client.signIn({ username, password: PASSWORD });
      return client;
    },
    async remove() {
      await host.close();
      await rm(data, { recursive: true, force: true });
      await place?.remove();
    },
  };
}

function schemaOf({ schema }: { readonly schema?: string }): { schema?: string } {
  return schema === undefined ? {} : { schema };
}
