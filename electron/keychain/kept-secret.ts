import { existsSync, readFileSync, rmSync } from 'node:fs';
import { z } from 'zod';
import { writeDurably } from '#core/vault/durable-file.ts';

/** What is needed of Electron's safeStorage. */
export interface Sealer {
  encryptString(text: string): Buffer;
  decryptString(sealed: Buffer): string;
}

const kept = z.strictObject({
  format: z.literal('panshi-keychain'),
  version: z.literal(1),
  /** Which of the vault's unlockers it is. */
  unlocker: z.uuid(),
  /** The secret, sealed by the operating system for this account; base64. */
  sealed: z.base64().max(10_000),
});

/** The way into the data that the operating system keeps for this account: a file that only it can read. */
export class KeptSecret {
  readonly #file: string;
  readonly #sealer: Sealer;

  constructor(file: string, sealer: Sealer) {
    this.#file = file;
    this.#sealer = sealer;
  }

  get isThere(): boolean {
    return existsSync(this.#file);
  }

  keep(unlocker: string, secret: string): void {
    const sealed = this.#sealer.encryptString(secret).toString('base64');
    writeDurably(this.#file, `${JSON.stringify({ format: 'panshi-keychain', version: 1, unlocker, sealed })}\n`);
  }

  /** @returns nothing when there is none, or the system does not open it any more: then the passphrase is asked for */
  read(): { readonly unlocker: string; readonly secret: string } | undefined {
    if (!this.isThere) return undefined;
    try {
      const { unlocker, sealed } = kept.parse(JSON.parse(readFileSync(this.#file, 'utf8')));
      return { unlocker, secret: this.#sealer.decryptString(Buffer.from(sealed, 'base64')) };
    } catch {
      return undefined;
    }
  }

  drop(): void {
    rmSync(this.#file, { force: true });
  }
}
