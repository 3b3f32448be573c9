import { parseArgs } from 'node:util';
import { isPanshiError } from '#common/errors';
import { makeKey, makeManifest, signManifest, USAGE, verifyRelease } from './release/index.ts';

/* What the people who publish a release do on machines without a network; see installer/README.md. */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string' }, folder: { type: 'string' }, version: { type: 'string' }, minimum: { type: 'string' }, key: { type: 'string' }, keys: { type: 'string', multiple: true },
  },
});
const { out, folder, version, minimum, key, keys } = values;

async function run(): Promise<string | undefined> {
  switch (positionals[0]) {
    case 'key':
      return out === undefined ? undefined : makeKey(out);
    case 'manifest':
      return folder === undefined || version === undefined || minimum === undefined ? undefined : await makeManifest(folder, version, minimum);
    case 'sign':
      return folder === undefined || key === undefined ? undefined : signManifest(folder, key);
    case 'verify':
      return folder === undefined || keys === undefined ? undefined : await verifyRelease(folder, keys);
    default:
      return undefined;
  }
}

try {
  const said = await run();
  if (said === undefined) process.exitCode = 2;
  (said === undefined ? process.stderr : process.stdout).write(`${said ?? USAGE}\n`);
} catch (error) {
  process.stderr.write(isPanshiError(error) ? `${error.text.zh} ${error.text.en}\n` : `${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
