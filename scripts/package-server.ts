import { statSync } from 'node:fs';
import { buildServer, whyNotHere } from '../installer/server/index.ts';

/* Builds the server's package for this machine's platform into dist/packages. */

const why = whyNotHere();
if (why === undefined) {
  const deb = await buildServer();
  process.stdout.write(`${deb}  ${(statSync(deb).size / 2 ** 20).toFixed(0)} MiB\n`);
} else {
  process.stderr.write(`${why}\n`);
  process.exitCode = 1;
}
