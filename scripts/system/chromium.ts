import { spawnSync } from 'node:child_process';
import { findProgram, install, isProgram, mayInstall } from './debian.ts';

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
    '端到端测试需要 Chromium，本机没有找到。请安装 Chromium 或 Chrome（Debian：apt-get install chromium fonts-noto-cjk），或用环境变量 PANSHI_CHROMIUM 指明其路径。',
    'The end-to-end tests need Chromium, and none was found. Install Chromium or Chrome (Debian: apt-get install chromium fonts-noto-cjk),'
      + ' or name its path in the environment variable PANSHI_CHROMIUM.',
  ].join('\n'));
}

/** The browser named by PANSHI_CHROMIUM, or the first known one on the PATH. */
export function findChromium(): string | undefined {
  const named = process.env['PANSHI_CHROMIUM'];
  if (!named) return findProgram(NAMES);
  return isProgram(named) ? named : undefined;
}

function hasChineseFont(): boolean {
  const list = spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' });
  return list.status === 0 && list.stdout.trim() !== '';
}
