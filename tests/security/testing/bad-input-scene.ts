import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Host } from '#server/host';
import { openCompany, type Company, type Dialect } from '../../api/testing/company.ts';
import { PASSWORD, type PersonName } from '../../api/testing/people.ts';
import { foundSecond, hire } from '../../api/testing/second-company.ts';
import { expectUntouched, standing, type Standing } from './untouched.ts';

/** What a test sends as a body. */
export type Body = string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;

/** A host that takes bad input, with people who are signed in, and a second company whose ids are none of theirs. */
export interface Scene {
  readonly company: Company;
  readonly host: Host;
  readonly elsewhere: Readonly<Record<'company' | 'customer', string>>;
  readonly tokens: ReadonlyMap<PersonName, string>;
  /** Straight into the handler. */
  send(
    person: PersonName | undefined,
    method: string,
    path: string,
    body?: Body,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>;
}

const WORKERS = ['clerk', 'salesManager', 'buyer', 'accountant', 'auditor', 'systemOfficer', 'securityOfficer'] as const;

/** Opens a scene for the tests of the suite it is called in; after each of them nothing in the store may have changed. */
export function badInputScene(dialect: Dialect): Scene {
  let opened: Pick<Scene, 'company' | 'host' | 'elsewhere'> | undefined;
  let before: Standing;
  const tokens = new Map<PersonName, string>();
  const it = (): Pick<Scene, 'company' | 'host' | 'elsewhere'> => {
    if (opened === undefined) throw new Error('the scene did not open');
    return opened;
  };

  beforeAll(async () => {
    const company = await openCompany(dialect, 'HTTPS');
    const { host } = company.door;
    if (host === undefined) throw new Error('the host is elsewhere');
    const second = await foundSecond(host, '02', {});
    await hire(host, second, 'second.manager', 'sales-manager');
    const manager = company.stranger();
    await manager.signIn({ username: 'second.manager', password: PASSWORD });
    const customer = (await manager.create('customer', { code: 'X', name: '别家客户' })).id;
    opened = { company, host, elsewhere: { company: second, customer } };
    for (const person of WORKERS) tokens.set(person, (await company.signIn(person)).token);
  });
  afterAll(() => opened?.company.close());
  beforeEach(async () => {
    before = await standing(it().host);
  });
  afterEach(() => expectUntouched(it().host, before));

  return {
    get company() {
      return it().company;
    },
    get host() {
      return it().host;
    },
    get elsewhere() {
      return it().elsewhere;
    },
    tokens,
    async send(person, method, path, body, headers = {}) {
      const token = person === undefined ? undefined : tokens.get(person);
      const request = new Request(`https://localhost/api/v1${path}`, {
        method,
        headers: {
          'accept-language': 'en',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...headers,
        },
        ...(body === undefined ? {} : { body, duplex: 'half' }),
      } as RequestInit);
      return await it().host.handler(request, { address: '192.0.2.7' });
    },
  };
}
