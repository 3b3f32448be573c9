import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent } from 'node:https';
import { join } from 'node:path';
import { openHttps, portFetch } from '#server/doors';
import { openHost, type Host } from '#server/host';
import { httpsFetch } from '#server/testing/https-fetch.ts';
import { CHEAP, PASSPHRASE } from './people.ts';

/** A way into an open host. */
export interface Door {
  readonly baseUrl: string;
  fetch(request: Request): Promise<Response>;
  /** The host itself, where it is in this process. */
  readonly host?: Host;
  /** Closes the host too. */
  close(): Promise<void>;
}

export type DoorName = 'in process' | 'HTTPS' | 'port between two processes';

/** Opens the host of a data folder behind one of the doors. */
export const DOORS: Readonly<Record<DoorName, (data: string) => Promise<Door>>> = {
  'in process': async (data) => {
    const host = await openHost({ data, unlock: { passphrase: PASSPHRASE }, hashCost: CHEAP });
    return {
      host,
      baseUrl: 'https://localhost',
      fetch: (request) => host.handler(request, { address: '127.0.0.1' }),
      close: () => host.close(),
    };
  },

  HTTPS: async (data) => {
    const host = await openHost({ data, unlock: { passphrase: PASSPHRASE }, hashCost: CHEAP });
    const door = await openHttps(host.handler, { host: '127.0.0.1', port: 0, server: host.keys.server });
    // Trusts the firm's authority and nothing else, as a desktop with the CA pinned does.
    const agent = new Agent({ ca: host.keys.authority.certificatePem, keepAlive: true });
    return {
      host,
      baseUrl: door.url,
      fetch: httpsFetch(agent),
      async close() {
        agent.destroy();
        await door.close();
        await host.close();
      },
    };
  },

  'port between two processes': async (data) => {
    const child = fork(join(import.meta.dirname, 'port-host.ts'), [data], {
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    await said(child, 'ready');
    const fetch = portFetch({
      postMessage: (value) => void child.send(value as object),
      on: (event, listener) => child.on(event, listener),
    });
    return {
      baseUrl: 'panshi://app',
      fetch,
      async close() {
        const ended = once(child, 'exit');
        child.send('close');
        await ended;
      },
    };
  },
};

/** Waits for one message of a child. @throws when it ends before */
async function said(child: ReturnType<typeof fork>, word: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    child.on('message', (value) => {
      if (value === word) resolve();
    });
    child.once('exit', (code) => reject(new Error(`the host ended with ${String(code)}`)));
  });
}
