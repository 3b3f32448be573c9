import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isPanshiError } from '#common/errors';
import { stopSignal } from '#server/cli/serve-command.ts';
import { unlockFrom } from '#server/cli/unlock.ts';
import { defaultDataFolder } from '#server/host';
import { ensurePages } from './build/pages.ts';
import { serveLobby } from './start/serve-lobby.ts';
import { findElectron } from './system/electron.ts';
import { show } from './system/show.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: defaultDataFolder() },
    port: { type: 'string', default: '8443' },
    'unlock-file': { type: 'string' },
    'no-open': { type: 'boolean', default: false },
  },
});

/** Opens the program in its window, or, where there is none to be had or no one to see it, as a page on this machine. */
async function start(): Promise<void> {
  const electron = findElectron();
  const isForPage = values['no-open'] || values['unlock-file'] !== undefined || process.env['PANSHI_UNLOCK'] !== undefined;
  if (electron !== undefined && !isForPage) return await inWindow(electron);
  if (electron === undefined) process.stdout.write('此处没有 Electron，改为在本机网页提供服务。There is no Electron here; serving the program as a page on this machine instead.\n');
  const { data, 'unlock-file': unlockFile } = values;
  const unlock = unlockFile === undefined && process.env['PANSHI_UNLOCK'] === undefined ? {} : { unlock: unlockFrom(unlockFile) };
  const pages = await ensurePages();
  const stop = stopSignal();
  const program = await serveLobby({ data, port: Number(values.port), pages, ...unlock });
  process.stdout.write(`数据 Data ${data}\n程序地址 The program is at ${program.url}\n（Ctrl+C 结束 ends it）\n`);
  if (!values['no-open']) show(program.url);
  await stop;
  await program.close();
}

/** @param electron its program */
async function inWindow(electron: string): Promise<void> {
  await ensurePages();
  const { bundleDesktop } = await import('./build/desktop.ts');
  const { folder } = await bundleDesktop();
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const window = spawn(electron, [...asRoot, join(folder, 'main.mjs'), `--data=${resolve(values.data)}`], { stdio: 'inherit' });
  await new Promise<void>((done, failed) => {
    window.once('error', failed);
    window.once('exit', (status) => {
      process.exitCode = status ?? 1;
      done();
    });
  });
}

try {
  await start();
} catch (error) {
  if (!isPanshiError(error)) throw error;
  process.stderr.write(`${error.text.zh} ${error.text.en}\n`);
  process.exitCode = 1;
}
