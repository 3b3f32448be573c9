import type { AppUpdater, UpdateInfo } from 'electron-updater';
import type { Manifest, ManifestFile } from './manifest.ts';

/** Where electron-updater is told to look. */
export type Feed = Exclude<Parameters<AppUpdater['setFeedURL']>[0], string>;

/** A file of a release, for electron-updater. */
interface Resolved {
  readonly url: URL;
  readonly info: { readonly url: string; readonly sha512: string; readonly size: number };
}

/** What electron-updater asks of the one that tells it about releases. */
interface Provider {
  readonly isUseMultipleRangeRequest: boolean;
  readonly fileExtraDownloadHeaders: null;
  setRequestHeaders(): void;
  getLatestVersion(): Promise<UpdateInfo>;
  resolveFiles(): Resolved[];
}

/**
 * Tells electron-updater what the checked manifest says, and nothing else: it never reads a `latest.yml`, which nobody has signed. It compares what it downloads
 * with the hash given here.
 * @param base where the files lie; ends with a slash
 */
export function manifestFeed(manifest: Manifest, file: ManifestFile, base: URL): Feed {
  const info = { url: file.name, sha512: file.sha512, size: file.size };
  class ManifestProvider implements Provider {
    readonly isUseMultipleRangeRequest = false;
    readonly fileExtraDownloadHeaders = null;
    setRequestHeaders(): void {}
    getLatestVersion(): Promise<UpdateInfo> {
      return Promise.resolve({ version: manifest.version, files: [info], path: file.name, sha512: file.sha512, releaseDate: manifest.releasedAt });
    }
    resolveFiles(): Resolved[] {
      return [{ url: new URL(file.name, base), info }];
    }
  }
  return { provider: 'custom', updateProvider: ManifestProvider };
}
