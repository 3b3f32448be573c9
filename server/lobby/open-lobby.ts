import { existsSync } from 'node:fs';
import type { Lobby as Seen } from '#common/api';
import { refuse } from '#common/errors';
import type { HashCost } from '#core/identity';
import type { Module } from '#core/module';
import type { UnlockWith } from '#core/vault';
import { dataFolder, isFresh, openHost, programVersion, type Host, type Sample } from '#server/host';
import { createPages, type Handler, type Log } from '#server/http';
import { lobbyHandler } from './lobby-handler.ts';

export interface LobbyOptions {
  /** The data folder, whatever state it is in. */
  readonly data: string;
  /** Samples that a new company can be filled from. */
  readonly samples?: Readonly<Record<string, Sample>>;
  /** Asked of whoever sets up or unlocks, where others could reach the door; the desktop has none. */
  readonly code?: string;
  readonly modules?: readonly Module[];
  readonly hashCost?: HashCost;
  readonly origins?: readonly string[];
  /** The folder of the built pages. */
  readonly pages?: string;
  /** The host logs to standard error too. */
  readonly loud?: boolean;
  readonly clock?: () => Date;
  /** For what goes wrong before there is a host with a log of its own; standard error unless told. */
  readonly log?: Log;
  /** Told once the data is open, before anybody is answered so. */
  onOpen?(host: Host): void | Promise<void>;
}

/** What stands in front of a host that is not there yet, and is the host's handler from then on. */
export interface Lobby {
  readonly handler: Handler;
  state(): Seen['state'];
  /** Opens the data without a person. @throws PanshiError as `openHost` */
  open(unlock: UnlockWith): Promise<Host>;
  /** Ends a setup under way, and closes the host. */
  close(): Promise<void>;
}

export function openLobby(options: LobbyOptions): Lobby {
  const folder = dataFolder(options.data);
  let host: Host | undefined;
  let made = false;
  let closed = false;
  /** Whoever wants to open waits for whoever does: guessing in parallel gains nothing. */
  let line: Promise<unknown> = Promise.resolve();

  function state(): Seen['state'] {
    if (host !== undefined) return 'open';
    if (made) return 'made';
    return isFresh(folder) || !existsSync(folder.vault) ? 'empty' : 'locked';
  }

  function inLine<T>(work: () => Promise<T>): Promise<T> {
    const mine = line.then(work, work);
    line = mine.catch(() => undefined);
    return mine;
  }

  async function open(unlock: UnlockWith): Promise<Host> {
    if (closed) throw refuse('not_ready', '程序正在结束。', 'The program is ending.');
    if (host !== undefined) throw refuse('wrong_state', '数据已经打开，请登录。', 'The data is open already; sign in.');
    const opened = await openHost({
      data: options.data,
      unlock,
      loud: options.loud ?? false,
      ...(options.modules === undefined ? {} : { modules: options.modules }),
      ...(options.hashCost === undefined ? {} : { hashCost: options.hashCost }),
      ...(options.origins === undefined ? {} : { origins: options.origins }),
      ...(options.pages === undefined ? {} : { pages: options.pages }),
      ...(options.clock === undefined ? {} : { clock: options.clock }),
    });
    try {
      await options.onOpen?.(opened);
    } catch (error) {
      await opened.close();
      throw error;
    }
    host = opened;
    made = false;
    return opened;
  }

  const before = lobbyHandler({
    options,
    version: programVersion(),
    ...(options.pages === undefined ? {} : { pages: createPages(options.pages) }),
    state,
    inLine,
    open,
    setUpEnded: (succeeded) => {
      made = succeeded;
    },
    isClosed: () => closed,
  });

  return {
    handler: async (request, info = {}) => await (host === undefined ? before.handler : host.handler)(request, info),
    state,
    open: (unlock) => inLine(() => open(unlock)),
    async close() {
      closed = true;
      await before.settled();
      await line;
      await host?.close();
    },
  };
}
