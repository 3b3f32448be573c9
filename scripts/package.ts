import { parseArgs } from 'node:util';
import { buildDesktop, whyNoDesktop } from '../installer/desktop/index.ts';

/* Builds the desktop's packages for this machine's platform into dist/packages; `-- --dir` only the program's folder. */

const { values } = parseArgs({ options: { dir: { type: 'boolean', default: false } } });
const why = whyNoDesktop();
if (why === undefined) {
  await buildDesktop({ folderOnly: values.dir });
} else {
  process.stderr.write(`${why}\n`);
  process.exitCode = 1;
}
