import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { malformed } from './answers.ts';

/**
 * Seals places in the change feed for callers: the bare number would tell how much others write.
 * Deterministic on purpose (the nonce is a hash of the place): the same place is the same text, and nothing secret is said twice.
 */
export class PositionSeal {
  readonly #key: Buffer;

  constructor(key: Buffer) {
    this.#key = key;
  }

  seal(position: number): string {
    const plain = Buffer.alloc(8);
    plain.writeBigUInt64BE(BigInt(position));
    const nonce = createHash('sha256').update(this.#key).update(plain).digest().subarray(0, 12);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce, { authTagLength: 16 });
    return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64url');
  }

  /** @throws PanshiError `malformed` for what this host did not give */
  open(sealed: string): number {
    const box = Buffer.from(sealed, 'base64url');
    // One spelling only: the decoder would pass over what does not belong.
    if (box.length !== 36 || box.toString('base64url') !== sealed) throw unknown();
    const decipher = createDecipheriv('aes-256-gcm', this.#key, box.subarray(0, 12), { authTagLength: 16 }).setAuthTag(box.subarray(20));
    try {
      return Number(Buffer.concat([decipher.update(box.subarray(12, 20)), decipher.final()]).readBigUInt64BE());
    } catch {
      throw unknown();
    }
  }
}

function unknown() {
  return malformed('无法识别的事件位置。', 'This event id is not known.');
}
