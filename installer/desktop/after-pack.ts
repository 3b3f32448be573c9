import { join } from 'node:path';
import { setFuses } from './fuses.ts';

/** What electron-builder tells of the program it has just laid out. */
interface Packed {
  readonly appOutDir: string;
  readonly electronPlatformName: string;
  readonly packager: { readonly executableName?: string; readonly appInfo: { readonly productFilename: string } };
}

/** Runs before signing, which seals the binary. */
export default async function afterPack({ appOutDir, electronPlatformName, packager }: Packed): Promise<void> {
  const name = electronPlatformName === 'win32' ? `${packager.appInfo.productFilename}.exe` : (packager.executableName ?? packager.appInfo.productFilename);
  await setFuses(join(appOutDir, name));
}
