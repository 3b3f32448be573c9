import { start } from './start.ts';

/* The entry of the desktop program. */

start(import.meta.dirname);
