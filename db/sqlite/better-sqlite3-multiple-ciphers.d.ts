// The package's `exports` name no types, and its own declarations are those of better-sqlite3 with two methods more.
declare module 'better-sqlite3-multiple-ciphers' {
  import type { Database, Options } from 'better-sqlite3';

  interface EncryptedDatabase extends Database {
    key(key: Buffer): number;
    rekey(key: Buffer): number;
  }
  const Driver: new (file: string, options?: Options) => EncryptedDatabase;
  export default Driver;
}
