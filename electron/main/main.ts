import { placesOf } from './places.ts';
import { start } from './start.ts';

/* The entry of the desktop program. */

start(placesOf(import.meta.dirname));
