import type { UnlockWith } from '#core/vault';
import { openHttpOnLoopback, openHttps } from '#server/doors';
import { builtPages, openHost } from '#server/host';
import { print } from './print.ts';
import { unlockFrom } from './unlock.ts';

/** Where the host listens. */
export interface ServePlace {
  readonly data: string;
  readonly host: string;
  readonly port: number;
  readonly allowHttpOnLoopback?: boolean;
}

export interface ServeOptions extends ServePlace {
  readonly unlockFile?: string;
}

/** The command: the secret comes from a file or the environment. */
export async function serveCommand({ unlockFile, ...place }: ServeOptions): Promise<number> {
  return await serve(place, unlockFrom(unlockFile));
}

/** Serves until it is told to stop; then ends what is under way, within five seconds. */
export async function serve(options: ServePlace, unlock: UnlockWith): Promise<number> {
  const stop = stopSignal();
  const pages = builtPages();
  const host = await openHost({ data: options.data, unlock, loud: true, ...(pages === undefined ? {} : { pages }) });
  try {
    const { host: name, port } = options;
    const door = options.allowHttpOnLoopback === true
      ? await openHttpOnLoopback(host.handler, name, port)
      : await openHttps(host.handler, { host: name, port, server: host.keys.server });
    host.log.info({ url: door.url }, 'listening');
    print(JSON.stringify({ event: 'listening', url: door.url }));
    const signal = await stop;
    host.log.info({ signal }, 'stopping');
    await door.close();
  } finally {
    await host.close();
  }
  return 0;
}

/** Resolves with whichever signal tells the program to end. */
export function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, resolve);
  });
}
