import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { refuse } from '#common/errors';
import { writeDurably } from '#core/vault/durable-file.ts';
import { checkFile } from './check-file.ts';
import { checkManifest, checkSignatures } from './check-manifest.ts';
import { MANIFEST_NAME, MOST_MANIFEST_BYTES, type Manifest, type ManifestFile } from './manifest.ts';
import { manifestFeed, type Feed } from './manifest-provider.ts';
import type { ReleaseKeys } from './release-keys.ts';
import { compareVersions } from './version.ts';

/** What is needed of electron-updater. It is made for the first update that has been found good, and not before. */
export interface Updater {
  setFeedURL(feed: Feed): void;
  checkForUpdates(): Promise<unknown>;
  /** @returns paths of what was downloaded, the installer first */
  downloadUpdate(): Promise<string[]>;
  quitAndInstall(): void;
}

export interface UpdateDeskParts {
  /** The folder of releases on the firm's own server: https, with a slash at its end. */
  readonly address: URL;
  readonly keys: ReleaseKeys;
  readonly version: string;
  readonly platform: ManifestFile['platform'];
  readonly arch: ManifestFile['arch'];
  /** Where the newest version ever seen is kept. */
  readonly seenFile: string;
  fetch(url: URL): Promise<Response>;
  openUpdater(): Promise<Updater>;
  /** What the system says against running the file, if anything. */
  signatureFault(path: string): Promise<string | undefined>;
}

const seenSchema = z.strictObject({ newest: z.string() });

/** Finds, fetches and installs updates: nothing is opened before it has been checked, and nothing is installed that was not asked for. */
export class UpdateDesk {
  readonly #parts: UpdateDeskParts;
  #found: { readonly manifest: Manifest; readonly file: ManifestFile } | undefined;
  #ready: Updater | undefined;

  constructor(parts: UpdateDeskParts) {
    if (parts.address.protocol !== 'https:' || !parts.address.pathname.endsWith('/')) {
      throw refuse('invalid', '更新地址应以 https:// 开头并以 / 结尾。', 'The address of updates begins with https:// and ends with a slash.');
    }
    this.#parts = parts;
  }

  /**
   * Looks whether there is an update.
   * @returns its version; nothing when the newest one runs already
   * @throws PanshiError as `checkManifest`; `not_found` without a manifest, or without a file for this machine
   */
  async look(): Promise<string | undefined> {
    const { address, keys, version, platform, arch } = this.#parts;
    const answer = await this.#parts.fetch(new URL(MANIFEST_NAME, address));
    if (!answer.ok) throw refuse('not_found', `更新服务器上没有更新清单（${answer.status}）。`, `The update server has no manifest (${answer.status}).`);
    this.#found = undefined;
    const text = await textOf(answer);
    if (checkSignatures(text, keys).version === version) return undefined;
    const newestSeen = this.#newestSeen();
    const manifest = checkManifest(text, keys, { version, ...(newestSeen === undefined ? {} : { newestSeen }) });
    const file = manifest.files.find((one) => one.platform === platform && one.arch === arch);
    if (file === undefined) throw refuse('not_found', `版本 ${manifest.version} 没有适用于此计算机的安装包。`, `Version ${manifest.version} has no package for this computer.`);
    if (newestSeen === undefined || compareVersions(manifest.version, newestSeen) > 0) writeDurably(this.#parts.seenFile, JSON.stringify({ newest: manifest.version }));
    this.#found = { manifest, file };
    return manifest.version;
  }

  /** Downloads what `look` has found, and judges it. @throws PanshiError `forbidden` when it is not what was signed */
  async fetch(): Promise<void> {
    if (this.#found === undefined) throw refuse('wrong_state', '请先检查更新。', 'Look for updates first.');
    const { manifest, file } = this.#found;
    this.#ready = undefined;
    const updater = await this.#parts.openUpdater();
    updater.setFeedURL(manifestFeed(manifest, file, this.#parts.address));
    await updater.checkForUpdates();
    const [installer] = await updater.downloadUpdate();
    if (installer === undefined) throw refuse('not_found', '更新没有下载成功，请重试。', 'The update was not downloaded. Try again.');
    await checkFile(installer, file);
    const fault = await this.#parts.signatureFault(installer);
    if (fault !== undefined) throw refuse('forbidden', `更新文件的数字签名无法确认（${fault}），不会安装。`, `The update's signature cannot be confirmed (${fault}); it will not be installed.`);
    this.#ready = updater;
  }

  /** Ends the program and installs what `fetch` has found good. */
  install(): void {
    if (this.#ready === undefined) throw refuse('wrong_state', '没有已通过校验的更新。', 'There is no update that has been checked.');
    this.#ready.quitAndInstall();
  }

  #newestSeen(): string | undefined {
    const { seenFile } = this.#parts;
    return existsSync(seenFile) ? seenSchema.parse(JSON.parse(readFileSync(seenFile, 'utf8'))).newest : undefined;
  }
}

/** @returns what was sent; cut off where it is longer than a manifest can be, which then is none */
async function textOf(answer: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MOST_MANIFEST_BYTES) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}
