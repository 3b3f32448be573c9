import { existsSync } from 'node:fs';
import type { Lobby as Seen } from '#common/api';
import { refuse } from '#common/errors';
import type { UnlockWith } from '#core/vault';
import { dataFolder, isFresh, openHost, programVersion, type Host } from '#server/host';
import { createPages, type Handler } from '#server/http';
import { lobbyHandler } from './lobby-handler.ts';
import type { LobbyOptions } from './lobby-options.ts';

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
