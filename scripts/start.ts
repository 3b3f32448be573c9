import { parseArgs } from 'node:util';
import { isPanshiError } from '#common/errors';
import { stopSignal } from '#server/cli/serve-command.ts';
import { unlockFrom } from '#server/cli/unlock.ts';
import { defaultDataFolder } from '#server/host';
import { ensurePages } from './build/pages.ts';
import { serveLobby } from './start/serve-lobby.ts';
import { show } from './system/show.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: defaultDataFolder() },
    port: { type: 'string', default: '8443' },
    'unlock-file': { type: 'string' },
    'no-open': { type: 'boolean', default: false },
  },
});

/** Opens the program: where there is no desktop window, as a page on this machine. */
async function start(): Promise<void> {
  process.stdout.write('此处没有 Electron，改为在本机网页提供服务。There is no Electron here; serving the program as a page on this machine instead.\n');
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

try {
  await start();
} catch (error) {
  if (!isPanshiError(error)) throw error;
  process.stderr.write(`${error.text.zh} ${error.text.en}\n`);
  process.exitCode = 1;
}
