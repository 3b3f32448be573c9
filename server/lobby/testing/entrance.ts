import { mkdtempSync, rmSync } from 'node:fs';
import { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, lobbyOf, type Client, type SetupBody, type SetupLine } from '#common/api';
import type { Lang } from '#common/errors';
import { createAuthority, issueServerCertificate } from '#core/pki';
import { openHttps, type OpenHttpsDoor } from '#server/doors';
import { CHEAP, PASSPHRASE } from '#server/testing';
import { httpsFetch } from '../../testing/https-fetch.ts';
import { openLobby, type Lobby, type LobbyOptions } from '../index.ts';

/** The program as somebody finds it who opens it on an empty folder: a lobby behind an HTTPS door, with a certificate of a passing authority. */
export interface Entrance {
  readonly data: string;
  readonly lobby: Lobby;
  readonly door: OpenHttpsDoor;
  /** The certificate that clients trust before the firm has one. */
  readonly passingCa: string;
  /** A client that trusts one authority and no other. */
  trusting(ca: string, lang?: Lang): Client;
  /** One that trusts the passing one. */
  readonly client: Client;
  close(): Promise<void>;
}

export function emptyFolder(): { readonly data: string; remove(): void } {
  const root = mkdtempSync(join(tmpdir(), 'panshi-lobby-'));
  return { data: join(root, 'data'), remove: () => rmSync(root, { recursive: true, force: true }) };
}

export async function openEntrance(data: string, options: Partial<LobbyOptions> = {}): Promise<Entrance> {
  const authority = await createAuthority({ organisation: 'Passing' });
  const server = await issueServerCertificate(authority, { hosts: ['localhost', '127.0.0.1'], days: 1 });
  let door: OpenHttpsDoor | undefined;
  const lobby = openLobby({ data, hashCost: CHEAP, onOpen: (host) => door?.replace(host.keys.server), ...options });
  const opened = (door = await openHttps(lobby.handler, { host: '127.0.0.1', port: 0, server }));
  const agents: Agent[] = [];
  const trusting: Entrance['trusting'] = (ca, lang = 'en') => {
    const agent = new Agent({ ca });
    agents.push(agent);
    return createClient({ baseUrl: opened.url, fetch: httpsFetch(agent), lang });
  };
  return {
    data,
    lobby,
    door: opened,
    passingCa: authority.certificatePem,
    trusting,
    client: trusting(authority.certificatePem),
    async close() {
      for (const agent of agents) agent.destroy();
      await Promise.all([opened.close(), lobby.close()]);
    },
  };
}

export const OFFICERS = {
  system: { username: 'li.system', name: '李建国', password: 'Hafen-7-Boot' },
  security: { username: 'zhao.security', name: '赵敏', password: 'Wolke-8-Berg' },
  audit: { username: 'sun.audit', name: '孙丽', password: 'Regen-9-Feld' },
} as const;

export function setupBody(change: Partial<SetupBody> = {}): SetupBody {
  return { company: { name: '磐石试验有限公司', currency: 'CNY', chart: 'small-enterprise' }, passphrase: PASSPHRASE, officers: OFFICERS, sample: null, ...change };
}

/** A setup to its end. @returns its lines */
export async function setUp(client: Client, change: Partial<SetupBody> = {}): Promise<SetupLine[]> {
  const lines: SetupLine[] = [];
  for await (const line of lobbyOf(client).setUp(setupBody(change))) lines.push(line);
  return lines;
}

/** A setup that has to succeed. @returns the recovery key */
export async function setUpWell(client: Client, change: Partial<SetupBody> = {}): Promise<string> {
  const last = (await setUp(client, change)).at(-1);
  if (last?.line !== 'made') throw new Error(`the setup failed: ${JSON.stringify(last)}`);
  return last.recoveryKey;
}
