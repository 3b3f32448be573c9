import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../stage/index.ts';

const NAMES: Readonly<Partial<Record<NodeJS.Platform, string>>> = { win32: 'electron.exe', linux: 'electron' };

/** @returns the folder with Electron's binary for this platform: ELECTRON_OVERRIDE_DIST_PATH, or where electron's own installer lays it; nothing when it is in neither */
export function electronFolder(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const folder = env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(ROOT, 'node_modules', 'electron', 'dist');
  const name = NAMES[process.platform];
  return name !== undefined && existsSync(join(folder, name)) ? folder : undefined;
}
