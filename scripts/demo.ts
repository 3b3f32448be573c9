import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { printSummary } from './demo/print-summary.ts';
import { runDemo } from './demo/run-demo.ts';
import { serve } from './demo/serve.ts';

const { values } = parseArgs({
  options: { 'no-open': { type: 'boolean', default: false }, json: { type: 'boolean', default: false }, port: { type: 'string', default: '8443' } },
});

const folder = join(import.meta.dirname, '..', '.demo');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { mode: 0o700 });
const unlockFile = join(folder, 'unlock');
const passphrase = randomBytes(24).toString('base64url');
writeFileSync(unlockFile, passphrase, { mode: 0o600 });

const { summary, trialBalance } = await runDemo({ data: join(folder, 'data'), bundle: join(folder, 'audit.zip'), passphrase, unlockFile });
printSummary(summary, trialBalance);
if (values.json) process.stdout.write(`${JSON.stringify(summary)}\n`);
if (summary.checks.some((check) => !check.ok)) process.exitCode = 1;
else if (!values['no-open']) process.exitCode = await serve(summary.data, unlockFile, values.port);
