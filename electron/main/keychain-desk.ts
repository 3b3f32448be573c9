import { hostname } from 'node:os';
import { safeStorage } from 'electron';
import type { DesktopKeychain } from '#common/desktop';
import { PanshiError, refuse, type Lang, type Text } from '#common/errors';
import { isFresh, KeptSecret, whyNot } from '../keychain/index.ts';
import { WORDS } from '../words.ts';
import type { LocalHost } from './local-host.ts';

/** The system's keychain, as a way into the data. */
export class KeychainDesk {
  readonly kept: KeptSecret;
  #unlockedAt: number | undefined;

  constructor(file: string) {
    this.kept = new KeptSecret(file, {
      encryptString: (text) => safeStorage.encryptString(text),
      decryptString: (sealed) => safeStorage.decryptString(sealed),
    });
  }

  /** Why it cannot be trusted; nothing when it can. */
  why(): Text | undefined {
    const { platform } = process;
    const available = safeStorage.isEncryptionAvailable();
    return whyNot({ platform, available, ...(platform === 'linux' && available ? { backend: safeStorage.getSelectedStorageBackend() } : {}) });
  }

  status(lang: Lang): DesktopKeychain {
    const why = this.why();
    return { usable: why === undefined, remembered: this.kept.isThere, ...(why === undefined ? {} : { why: why[lang] }) };
  }

  /** Somebody has just given the passphrase. */
  unlockedByHand(): void {
    this.#unlockedAt = Date.now();
  }

  /** @throws PanshiError `forbidden` when the keychain cannot be trusted, `wrong_state` long after the passphrase was given */
  async remember(host: LocalHost): Promise<void> {
    const why = this.why();
    if (why !== undefined) throw new PanshiError('forbidden', why);
    if (this.kept.isThere) return;
    if (!isFresh(this.#unlockedAt, Date.now())) throw refuse('wrong_state', WORDS.rememberLate.zh, WORDS.rememberLate.en);
    const { unlocker, secret } = await host.remember(hostname());
    try {
      this.kept.keep(unlocker, secret);
    } catch (error) {
      // A way in that nobody keeps is none.
      await host.forget(unlocker);
      throw error;
    }
  }

  /** Takes it back: here at once, and out of the vault. */
  async forget(host: LocalHost): Promise<void> {
    const found = this.kept.read();
    this.kept.drop();
    if (found !== undefined) await host.forget(found.unlocker);
  }
}
