// Types, lint and import rules: everything about the source that needs no run. `npm run check`
import { resolve } from 'node:path';
import { describe, runCheck } from './check/steps.ts';

const root = resolve(import.meta.dirname, '..');
const results = await runCheck(root, (result) => console.log(describe(result)));
if (results.some((result) => !result.ok)) process.exitCode = 1;
