import type { Options } from 'better-sqlite3';
import Encrypting from 'better-sqlite3-multiple-ciphers';
import type { Keyed } from './cipher.ts';

/** The encrypting build of better-sqlite3: the same interface, and a `key`. */
export const Driver: new (file: string, options?: Options) => Keyed = Encrypting;
