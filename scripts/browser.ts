import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/**
 * Finds the system's Chromium for end-to-end tests. On Debian as root a missing one is installed, with a font that has Chinese glyphs:
 * without it every screenshot would show boxes.
 * @returns path of the browser's program
 * @throws Error that says what to install, in both languages
 */
export function ensureChromium(): string {
  const found = findChromium();
  if (found && (!mayInstall() || hasChineseFont())) return found;
  if (mayInstall()) install(['chromium', 'fonts-noto-cjk']);
  const installed = findChromium();
  if (installed) return installed;
  throw new Error([
    '端到端测试需要 Chromium,本机没有找到。请安装 Chromium 或 Chrome(Debian:apt-get install chromium fonts-noto-cjk),或用环境变量 PANSHI_CHROMIUM 指明其路径。',
    'The end-to-end tests need Chromium, and none was found. Install Chromium or Chrome (Debian: apt-get install chromium fonts-noto-cjk),'
      + ' or name its path in the environment variable PANSHI_CHROMIUM.',
  ].join('\n'));
}

/** The browser named by PANSHI_CHROMIUM, or the first known one on the PATH. */
export function findChromium(): string | undefined {
  const named = process.env['PANSHI_CHROMIUM'];
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const places = named ? [named] : folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return places.find((place) => isProgram(place));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function mayInstall(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/etc/debian_version');
}

function hasChineseFont(): boolean {
  const list = spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' });
  return list.status === 0 && list.stdout.trim() !== '';
}

/** What apt prints goes to stderr: the test run's stdout ends with its own last line. */
function install(packages: readonly string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (args: readonly string[]): boolean =>
    spawnSync('apt-get', args, { stdio: ['ignore', process.stderr.fd, process.stderr.fd], env }).status === 0;
  const wanted = ['install', '--yes', '--no-install-recommends', ...packages];
  if (!apt(wanted) && apt(['update'])) apt(wanted);
}
