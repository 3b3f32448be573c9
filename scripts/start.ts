import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { serve } from '#server/cli/serve-command.ts';
import { unlockFrom, unlockOf } from '#server/cli/unlock.ts';
import type { UnlockWith } from '#core/vault';
import { dataFolder, defaultDataFolder } from '#server/host';
import { isPanshiError } from '#common/errors';
import { Terminal } from './start/terminal.ts';
import { setUp } from './start/set-up.ts';

const { values } = parseArgs({ options: { data: { type: 'string', default: defaultDataFolder() }, port: { type: 'string', default: '8443' } } });

/** Opens the program: where there is no desktop window, as a page on this machine. @returns the exit status */
async function start(): Promise<number> {
  process.stdout.write('此处没有 Electron，改为在本机网页提供服务。There is no Electron here; serving the program as a page on this machine instead.\n');
  const { data } = values;
  const terminal = new Terminal(process.stdin, process.stdout);
  let unlock: UnlockWith;
  try {
    if (!existsSync(dataFolder(data).vault)) {
      unlock = { passphrase: await setUp(data, terminal) };
    } else {
      unlock = process.env['PANSHI_UNLOCK'] === undefined ? unlockOf(await terminal.askHidden('口令 Passphrase: ')) : unlockFrom(undefined);
    }
  } finally {
    terminal.close();
  }
  process.stdout.write(`数据 Data ${data}\n接口文档 API documents: https://localhost:${values.port}/api/v1/docs （Ctrl+C 结束 ends it）\n`);
  return serve({ data, host: '127.0.0.1', port: Number(values.port) }, unlock);
}

try {
  process.exitCode = await start();
} catch (error) {
  if (!isPanshiError(error)) throw error;
  process.stderr.write(`${error.text.zh} ${error.text.en}\n`);
  process.exitCode = 1;
}
