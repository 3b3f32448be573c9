import { isPanshiError } from '#common/errors';
import { contextOf } from '#core/context';
import { addKeychain, removeUnlocker } from '#core/vault';
import { SAMPLES } from '#server/cli/samples.ts';
import { servePort, type PortLike } from '#server/doors';
import type { Host } from '#server/host';
import { openLobby } from '#server/lobby';
import { APP_ORIGIN } from '../policy/address.ts';
import { toHostSchema, type FromHost, type ToHost } from './control.ts';

/** What the program sent, with the ports that came along. */
export interface Message {
  readonly data: unknown;
  readonly ports: readonly (PortLike & { start(): void })[];
}

export interface HostPlace {
  /** The data folder, in whatever state. */
  readonly data: string;
  send(message: FromHost): void;
  /** Ends this process. */
  exit(): void;
}

/**
 * The host as the desktop runs it: a lobby and what stands behind it, at the other end of a message port. No socket is opened.
 * @returns what to do with each message of the program
 */
export function hostService({ data, send, exit }: HostPlace): (message: Message) => void {
  let host: Host | undefined;
  const lobby = openLobby({
    data,
    samples: SAMPLES,
    origins: [APP_ORIGIN],
    onOpen: (opened) => {
      host = opened;
      send({ kind: 'opened' });
    },
  });

  async function remember(label: string): Promise<{ unlocker: string; secret: string }> {
    const open = requireOpen();
    const { id, secret } = addKeychain(open.vault, { label });
    await note(open, 'vault.unlocker-added', { unlocker: id, type: 'keychain', label });
    const kept = { unlocker: id, secret: secret.toString('base64') };
    secret.fill(0);
    return kept;
  }

  async function forget(unlocker: string): Promise<void> {
    const open = requireOpen();
    removeUnlocker(open.vault, unlocker);
    await note(open, 'vault.unlocker-removed', { unlocker, type: 'keychain' });
  }

  function requireOpen(): Host {
    if (host === undefined) throw new Error('asked before the data was open');
    return host;
  }

  async function unlock(encoded: string): Promise<void> {
    const keychainSecret = Buffer.from(encoded, 'base64');
    try {
      await lobby.open({ keychainSecret });
    } finally {
      keychainSecret.fill(0);
    }
  }

  async function work(message: Extract<ToHost, { id: number }>): Promise<void> {
    const { id } = message;
    try {
      if (message.kind === 'remember') return send({ kind: 'done', id, kept: await remember(message.label) });
      await (message.kind === 'unlock' ? unlock(message.secret) : forget(message.unlocker));
      send({ kind: 'done', id });
    } catch (error) {
      const refusal = isPanshiError(error)
        ? { code: error.code, text: error.text }
        : { code: 'internal', text: { zh: '程序出错，请重试。', en: 'Something went wrong. Try again.' } };
      send({ kind: 'refused', id, ...refusal });
    }
  }

  send({ kind: 'ready', state: lobby.state() });

  return ({ data: sent, ports }) => {
    const message = toHostSchema.parse(sent);
    switch (message.kind) {
      case 'serve': {
        const [port] = ports;
        if (port === undefined) return;
        servePort(port, lobby.handler);
        port.start();
        return;
      }
      case 'close':
        return void lobby.close().finally(exit);
      default:
        void work(message);
    }
  };
}

/** What changes who can open the data stands in the log. */
async function note(host: Host, event: string, after: Record<string, string>): Promise<void> {
  const context = contextOf({
    principal: { kind: 'program', userId: null, name: 'desktop', roles: [], department: null, departments: [] },
    company: null,
    terminal: 'desktop',
  });
  await host.core.store.write((transaction) => host.core.audit.append(transaction, context, { event, after }));
}
