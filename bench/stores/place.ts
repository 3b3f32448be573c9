import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cipher } from '#db';
import type { SqliteLocation } from '#db/sqlite/settings.ts';

/** Where the benchmark keeps its stores: a folder of its own, removed at the end. */
export class Place {
  readonly folder = mkdtempSync(join(tmpdir(), 'panshi-bench-'));

  /** A new store's location. */
  store(name: string, cipher: Cipher = 'aegis256'): SqliteLocation {
    return { dialect: 'sqlite', file: this.path(name), key: randomBytes(32), cipher };
  }

  path(name: string): string {
    return join(this.folder, `${name}.db`);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
