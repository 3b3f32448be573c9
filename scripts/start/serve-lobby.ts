import { randomBytes } from 'node:crypto';
import { createAuthority, issueServerCertificate, type ServerIdentity } from '#core/pki';
import type { UnlockWith } from '#core/vault';
import { SAMPLES } from '#server/cli/samples.ts';
import { openHttps, type OpenHttpsDoor } from '#server/doors';
import type { Handler } from '#server/http';
import { openLobby } from '#server/lobby';

export interface StartPlace {
  readonly data: string;
  /** Of loopback; 0 for any free one. */
  readonly port: number;
  /** The folder of the built pages. */
  readonly pages: string;
  /** Opens the data without asking. */
  readonly unlock?: UnlockWith;
}

export interface Started {
  /** With the code that whoever sets up or unlocks must have, behind `#`, where browsers do not send it on. */
  readonly url: string;
  close(): Promise<void>;
}

/** Opens the program as a page on this machine, in whatever state its data is: to be set up, to be unlocked, or open. */
export async function serveLobby({ data, port, pages, unlock }: StartPlace): Promise<Started> {
  const code = randomBytes(16).toString('base64url');
  let door: OpenHttpsDoor | undefined;
  const lobby = openLobby({ data, samples: SAMPLES, code, pages, onOpen: (host) => door?.replace(host.keys.server) });
  try {
    const open = unlock === undefined || lobby.state() === 'empty' ? undefined : await lobby.open(unlock);
    door = await openHttps(forLocalhost(lobby.handler), { host: '127.0.0.1', port, server: open?.keys.server ?? (await passingIdentity()) });
  } catch (error) {
    await lobby.close();
    throw error;
  }
  const { port: own, close } = door;
  return {
    url: `https://localhost:${own}/${lobby.state() === 'open' ? '' : `#code=${code}`}`,
    async close() {
      await Promise.all([close(), lobby.close()]);
    },
  };
}

/**
 * Without `Strict-Transport-Security`: a browser that trusts the firm's authority would remember it for localhost, and at the next start, while
 * the data is locked and the passing certificate is all there is, let nobody in.
 */
function forLocalhost(handler: Handler): Handler {
  return async (request, info) => {
    const response = await handler(request, info);
    response.headers.delete('strict-transport-security');
    return response;
  };
}

/** A certificate for the time before the firm's own can be read: its authority is forgotten as soon as it has signed this one. */
async function passingIdentity(): Promise<ServerIdentity> {
  const authority = await createAuthority({ organisation: 'Panshi setup' });
  return await issueServerCertificate(authority, { hosts: ['localhost', '127.0.0.1', '::1'], days: 7 });
}
