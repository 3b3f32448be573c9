import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lang } from '#common/errors';
import { openUpdater, packedReleaseKeys, UpdateDesk, windowsSignatureFault } from '../update/index.ts';
import { say } from '../words.ts';

export interface UpdatesPlace {
  /** The program's own folder, which holds `resources`. */
  readonly program: string;
  /** The folder of updates, where the firm has one. */
  readonly address: string | undefined;
  readonly version: string;
  readonly seenFile: string;
  readonly env?: NodeJS.ProcessEnv;
  fetch(url: URL): Promise<Response>;
}

/** @returns nothing for a program that has no keys to judge by, no place to look, or no way to replace itself: packages of Linux are replaced by its own tools */
export function openUpdateDesk({ program, address, version, seenFile, env = process.env, fetch }: UpdatesPlace): UpdateDesk | undefined {
  const { platform, arch } = process;
  const folder = join(program, 'resources', 'release');
  const keys = packedReleaseKeys(folder);
  if (keys === undefined || address === undefined || (arch !== 'x64' && arch !== 'arm64')) return undefined;
  if (platform !== 'win32' && (platform !== 'linux' || env['APPIMAGE'] === undefined)) return undefined;
  const publisherFile = join(folder, 'publisher.txt');
  const publisher = existsSync(publisherFile) ? readFileSync(publisherFile, 'utf8').trim() : '';
  return new UpdateDesk({
    address: new URL(address), keys, version, platform, arch, seenFile, fetch,
    openUpdater: () => openUpdater(publisher),
    signatureFault: (path) => (platform === 'win32' ? windowsSignatureFault(path, publisher) : Promise.resolve(undefined)),
  });
}

export interface Asking {
  lang(): Lang;
  tell(message: string): Promise<void>;
  /** @returns whether the person chose `yes` */
  ask(message: string, yes: string): Promise<boolean>;
  /** Ends session and host in order: an installer waits a second, and then ends by force whatever of the program still runs. */
  leave(): Promise<void>;
}

/** Goes through an update with a person, who decides twice. @throws PanshiError as the desk */
export async function offerUpdate(desk: UpdateDesk, { lang, tell, ask, leave }: Asking): Promise<void> {
  const version = await desk.look();
  if (version === undefined) return await tell(say('updateNone', lang()));
  if (!(await ask(say('updateFound', lang(), { version }), say('updateFetch', lang())))) return;
  await desk.fetch();
  if (!(await ask(say('updateReady', lang(), { version }), say('updateInstall', lang())))) return;
  await leave();
  desk.install();
}
