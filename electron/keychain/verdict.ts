import type { Text } from '#common/errors';

/** What is known of the system's keychain. */
export interface KeychainFacts {
  readonly platform: NodeJS.Platform;
  /** `safeStorage.isEncryptionAvailable()` */
  readonly available: boolean;
  /** `safeStorage.getSelectedStorageBackend()`, on Linux. */
  readonly backend?: string;
}

/** Backends of Linux that keep secrets under the account's own password. `basic_text` keeps them under one that stands in Chromium's source. */
const SOUND = new Set(['gnome_libsecret', 'kwallet', 'kwallet5', 'kwallet6']);

/** Why the keychain cannot be trusted with a way into the data; nothing when it can. */
export function whyNot({ platform, available, backend }: KeychainFacts): Text | undefined {
  if (!available) {
    return { zh: '操作系统没有可用的钥匙串，不能自动解锁。', en: 'The operating system offers no keychain, so the data cannot unlock by itself.' };
  }
  if (platform === 'linux' && !SOUND.has(backend ?? '')) {
    return {
      zh: '此系统没有真正的钥匙串（需要 GNOME 密钥环或 KWallet），密钥等同明文，因此不能自动解锁。',
      en: 'This system has no real keychain (GNOME Keyring or KWallet is needed); the key would lie open, so the data cannot unlock by itself.',
    };
  }
  return undefined;
}

/** How long after somebody gave the passphrase the keychain may be let in: later, another may sit there. */
export const FRESH_MS = 5 * 60_000;

export function isFresh(unlockedAt: number | undefined, now: number): boolean {
  return unlockedAt !== undefined && now - unlockedAt >= 0 && now - unlockedAt <= FRESH_MS;
}
