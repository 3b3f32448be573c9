// Builds the pages into dist/renderer; `npm start`, `npm run demo` and the tests do it by themselves when it is due.
import { ensurePages } from './build/pages.ts';

process.stdout.write(`${await ensurePages()}\n`);
