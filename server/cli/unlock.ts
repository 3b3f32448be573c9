import { existsSync, readFileSync } from 'node:fs';
import { refuse } from '#common/errors';
import type { UnlockWith } from '#core/vault';
import { unlockOf } from '#server/host';

/**
 * The secret that opens the data: the first line of a file, or the environment; never an argument, which every process of the machine can
 * read.
 * @throws PanshiError `vault_locked` when there is none
 */
export function unlockFrom(file: string | undefined, env: NodeJS.ProcessEnv = process.env): UnlockWith {
  const secret = file === undefined ? env['PANSHI_UNLOCK'] : firstLine(file);
  if (secret === undefined || secret === '') {
    throw refuse(
      'vault_locked',
      '请用 --unlock-file 或环境变量 PANSHI_UNLOCK 给出口令。',
      'Give the passphrase by --unlock-file or in PANSHI_UNLOCK.',
    );
  }
  return unlockOf(secret);
}

function firstLine(file: string): string {
  if (!existsSync(file)) throw refuse('not_found', `找不到文件：${file}`, `There is no file ${file}`);
  return readFileSync(file, 'utf8').split(/\r?\n/, 1)[0] ?? '';
}
