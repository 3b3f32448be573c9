import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { releaseKeys } from '../../electron/update/index.ts';
import { bundleDesktop } from '../../scripts/build/desktop.ts';
import { ensurePages } from '../../scripts/build/pages.ts';
import { repositoryVersion, ROOT, stageProgram, type Target } from '../stage/index.ts';
import { electronFolder } from './electron-binary.ts';

/** Why no desktop package can be built on this machine, or nothing. */
export function whyNoDesktop(): string | undefined {
  if (process.platform !== 'linux' && process.platform !== 'win32') return '桌面安装包在 Windows 或 Linux 上制作。\nDesktop packages are built on Windows or Linux.';
  if (process.arch !== 'x64' && process.arch !== 'arm64') return `没有适用于 ${process.arch} 的安装包。\nThere is no package for ${process.arch}.`;
  if (electronFolder() !== undefined) return undefined;
  return [
    '缺少 Electron 程序文件，无法制作桌面安装包：请运行 npx install-electron（需要能访问其下载站点），或用环境变量 ELECTRON_OVERRIDE_DIST_PATH 指明已解压的 Electron 文件夹。服务器安装包不需要它：npm run package:server。',
    "Electron's binary is missing, so no desktop package can be built: run npx install-electron (it needs its download site), or name a folder with an unpacked Electron in"
      + ' ELECTRON_OVERRIDE_DIST_PATH. The server package needs none: npm run package:server.',
  ].join('\n');
}

export interface DesktopBuild {
  /** Only the folder of the program, no installers. */
  readonly folderOnly?: boolean;
  /** `dist/packages`, unless told. */
  readonly into?: string;
  /** The folder of the built pages; they are built, unless told. */
  readonly pages?: string;
}

/**
 * Builds the desktop's packages for this machine's platform. `PANSHI_RELEASE_KEYS` names two public keys (PEM files, divided as in PATH), `PANSHI_PUBLISHER` the
 * subject of the certificate that signs for Windows; a program packed without them does not update itself.
 * @throws Error with what is missing, or when electron-builder fails
 */
export async function buildDesktop({ folderOnly = false, into = join(ROOT, 'dist', 'packages'), pages }: DesktopBuild = {}): Promise<void> {
  const why = whyNoDesktop();
  const electron = electronFolder();
  if (why !== undefined || electron === undefined) throw new Error(why);
  const target: Target = { platform: process.platform === 'win32' ? 'win32' : 'linux', arch: process.arch === 'arm64' ? 'arm64' : 'x64' };
  const stage = join(ROOT, 'dist', 'stage', 'desktop');
  stageProgram({ into: stage, target, version: repositoryVersion(), bundles: [await bundleDesktop()], pages: pages ?? (await ensurePages()), main: 'dist/desktop/main.mjs' });
  packReleaseKeys(stage, process.env);
  try {
    const { status } = spawnSync(process.execPath, [
      join(ROOT, 'node_modules', 'electron-builder', 'cli.js'), '--config', 'electron-builder.yml', '--publish', 'never', `--${target.arch}`,
      `--config.electronDist=${electron}`, `--config.directories.output=${into}`, ...(folderOnly ? ['--dir'] : []),
    ], { cwd: ROOT, stdio: ['ignore', process.stderr.fd, process.stderr.fd] });
    if (status !== 0) throw new Error('electron-builder 没有完成，原因见上。 electron-builder has failed; the reason stands above.');
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

/** Lays what updates are judged by into the program, where its integrity is watched over. @throws Error when the keys are not two different ones */
export function packReleaseKeys(stage: string, env: NodeJS.ProcessEnv): void {
  const files = (env['PANSHI_RELEASE_KEYS'] ?? '').split(delimiter).filter((path) => path !== '');
  if (files.length === 0) return;
  if (releaseKeys(files.map((path) => readFileSync(path, 'utf8'))).size !== 2 || files.length !== 2) {
    throw new Error('PANSHI_RELEASE_KEYS 应指明两个不同的公钥文件。 PANSHI_RELEASE_KEYS has to name two files with different public keys.');
  }
  const folder = join(stage, 'resources', 'release');
  mkdirSync(folder, { recursive: true });
  files.forEach((path, index) => cpSync(path, join(folder, `${index + 1}.pem`)));
  writeFileSync(join(folder, 'publisher.txt'), env['PANSHI_PUBLISHER'] ?? '');
}
