import type { Updater } from './update-desk.ts';
import { windowsSignatureFault } from './windows-signature.ts';

/** electron-updater, with every liberty taken away that it may take by itself. @param publisher subject of the certificate that signs Windows programs */
export async function openUpdater(publisher: string): Promise<Updater> {
  const { default: { autoUpdater } } = await import('electron-updater');
  autoUpdater.autoDownload = false;
  autoUpdater.autoInstallOnAppQuit = false;
  autoUpdater.allowDowngrade = false;
  autoUpdater.allowPrerelease = true;
  autoUpdater.disableWebInstaller = true;
  autoUpdater.disableDifferentialDownload = true;
  autoUpdater.logger = null;
  if ('verifyUpdateCodeSignature' in autoUpdater) {
    autoUpdater.verifyUpdateCodeSignature = async (_publishers: string[], path: string) => (await windowsSignatureFault(path, publisher)) ?? null;
  }
  return {
    setFeedURL: (feed) => autoUpdater.setFeedURL(feed),
    checkForUpdates: () => autoUpdater.checkForUpdates(),
    downloadUpdate: () => autoUpdater.downloadUpdate(),
    quitAndInstall: () => autoUpdater.quitAndInstall(false, true),
  };
}
