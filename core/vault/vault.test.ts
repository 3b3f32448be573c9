import { mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeDurably } from './durable-file.ts';
import { addKeychain, addRecoveryKey, addUnlocker, createVault, openVault, removeUnlocker, vaultStatus } from './vault.ts';
import { VAULT_FILE, readVaultFile, vaultFileText } from './vault-file.ts';
import { unwrapByPassphrase } from './wrapping.ts';

const PASSPHRASE = '磐石之心 2026 correct horse';
let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'panshi-vault-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const file = () => join(dir, VAULT_FILE);
const edit = (from: string, to: string) => {
  const text = readFileSync(file(), 'utf8');
  expect(text).toContain(from);
  writeFileSync(file(), text.replace(from, to));
};

describe('a new vault', () => {
  test('opens by passphrase and by recovery key, and gives the same keys each time', async () => {
    const { vault, recoveryKey } = await createVault(dir, { passphrase: PASSPHRASE });
    const store = vault.key('store');
    expect(store).toHaveLength(32);
    const byPassphrase = await openVault(dir, { passphrase: PASSPHRASE });
    const byRecovery = await openVault(dir,
      { recoveryKey: recoveryKey.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l') });
    expect(byPassphrase.id).toBe(vault.id);
    expect(byPassphrase.key('store')).toEqual(store);
    expect(byRecovery.key('store')).toEqual(store);
    expect(byRecovery.key('attachments')).not.toEqual(store);
  });

  test('a passphrase typed full-width on another input method is the same passphrase', async () => {
    await createVault(dir, { passphrase: 'Panshi２０２６！' });
    await expect(openVault(dir, { passphrase: 'Panshi2026!' })).resolves.toBeDefined();
  });

  test('is never made over an existing one, nor with an empty or short passphrase', async () => {
    for (const passphrase of ['', '        ', '1234567', '磐石磐石磐石磐']) {
      await expect(createVault(dir, { passphrase })).rejects.toMatchObject({ code: 'invalid' });
    }
    expect(readdirSync(dir)).toEqual([]);
    const { vault } = await createVault(dir, { passphrase: PASSPHRASE });
    await expect(createVault(dir, { passphrase: PASSPHRASE })).rejects.toMatchObject({ code: 'wrong_state' });
    expect(vaultStatus(dir).id).toBe(vault.id);
  });

  test('two programs making one at the same moment: one wins, and its keys stay', async () => {
    const results = await Promise.allSettled([createVault(dir, { passphrase: PASSPHRASE }), createVault(dir, { passphrase: PASSPHRASE })]);
    const made = results.filter((result) => result.status === 'fulfilled');
    expect(made).toHaveLength(1);
    expect((await openVault(dir, { passphrase: PASSPHRASE })).id).toBe(made[0]?.value.vault.id);
    expect(readdirSync(dir)).toEqual([VAULT_FILE]);
  });

  test('its file is for its owner only', async () => {
    await createVault(dir, { passphrase: PASSPHRASE });
    // Windows keeps rights in the folder's access list, not in mode bits.
    if (process.platform !== 'win32') expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  test('its file holds no key and no passphrase; neither does a printed vault', async () => {
    const { vault, recoveryKey } = await createVault(dir, { passphrase: PASSPHRASE });
    const text = readFileSync(file(), 'utf8');
    const key = vault.key('store');
    for (const secret of [PASSPHRASE, recoveryKey, recoveryKey.replaceAll('-', ''), key.toString('hex'), key.toString('base64')]) {
      expect(text).not.toContain(secret);
      expect(inspect(vault, { depth: 9, showHidden: true })).not.toContain(secret);
    }
  });

  test('stretches the passphrase with Argon2id, 64 MiB, 3 passes at least', async () => {
    await createVault(dir, { passphrase: PASSPHRASE });
    const [unlocker] = readVaultFile(dir).unlockers;
    expect(unlocker?.kdf).toMatchObject({ name: 'argon2id', memoryKiB: 65536, passes: 3, lanes: 1 });
  });
});

describe('a wrong key', () => {
  test('gets one clear message, whichever it is, and makes nothing', async () => {
    await createVault(dir, { passphrase: PASSPHRASE });
    const before = readFileSync(file());
    const other = mkdtempSync(join(tmpdir(), 'panshi-vault-'));
    const { recoveryKey } = await createVault(other, { passphrase: PASSPHRASE });
    rmSync(other, { recursive: true });
    const expected = { code: 'vault_locked',
      text: { zh: '口令或恢复密钥不正确，数据未打开。', en: 'The passphrase or recovery key is wrong; the data stays closed.' } };
    await expect(openVault(dir, { passphrase: `${PASSPHRASE} ` })).rejects.toMatchObject(expected);
    await expect(openVault(dir, { passphrase: '' })).rejects.toMatchObject(expected);
    await expect(openVault(dir, { recoveryKey })).rejects.toMatchObject(expected);
    expect(readFileSync(file())).toEqual(before);
  });

  test('a missing vault is said to be missing, and none is made', async () => {
    await expect(openVault(dir, { passphrase: PASSPHRASE })).rejects.toMatchObject({ code: 'not_found' });
    expect(readdirSync(dir)).toEqual([]);
  });
});

describe('a closed vault', () => {
  test('gives no key; what it gave stays with its owner', async () => {
    const { vault } = await createVault(dir, { passphrase: PASSPHRASE });
    const key = vault.key('store');
    vault.close();
    expect(() => vault.key('store')).toThrowError(expect.objectContaining({ code: 'vault_locked' }));
    await expect(addUnlocker(vault, { passphrase: PASSPHRASE, label: '' })).rejects.toMatchObject({ code: 'vault_locked' });
    expect(key.equals(Buffer.alloc(32))).toBe(false);
    vault.close();
  });
});

describe('unlockers', () => {
  test('are added and removed; the last one stays', async () => {
    const { vault, recoveryKey } = await createVault(dir, { passphrase: PASSPHRASE });
    const added = await addUnlocker(vault, { passphrase: '第二位保管人的口令', label: '机房' });
    const second = addRecoveryKey(vault, { label: '保险柜' });
    expect(vaultStatus(dir)).toMatchObject({ id: vault.id, version: 1 });
    expect(vaultStatus(dir).unlockers.map(({ type, label }) => [type, label]))
      .toEqual([['passphrase', ''], ['recovery-key', ''], ['passphrase', '机房'], ['recovery-key', '保险柜']]);
    const store = vault.key('store');
    expect((await openVault(dir, { passphrase: '第二位保管人的口令' })).key('store')).toEqual(store);
    expect((await openVault(dir, { recoveryKey: second.recoveryKey })).key('store')).toEqual(store);
    expect((await openVault(dir, { recoveryKey })).key('store')).toEqual(store);

    removeUnlocker(vault, added);
    await expect(openVault(dir, { passphrase: '第二位保管人的口令' })).rejects.toMatchObject({ code: 'vault_locked' });
    expect(() => removeUnlocker(vault, added)).toThrowError(expect.objectContaining({ code: 'not_found' }));
    for (const { id } of vaultStatus(dir).unlockers.slice(1)) removeUnlocker(vault, id);
    const [last] = vaultStatus(dir).unlockers;
    expect(() => removeUnlocker(vault, last?.id ?? '')).toThrowError(expect.objectContaining({ code: 'rule' }));
    expect((await openVault(dir, { passphrase: PASSPHRASE })).key('store')).toEqual(store);
  });

  test('a keychain opens it, until it is taken away, and is never all that is left', async () => {
    const { vault } = await createVault(dir, { passphrase: PASSPHRASE });
    const { id, secret } = addKeychain(vault, { label: '财务室电脑' });
    expect(readFileSync(file(), 'utf8')).not.toContain(secret.toString('base64'));
    expect((await openVault(dir, { keychainSecret: secret })).key('store')).toEqual(vault.key('store'));
    await expect(openVault(dir, { keychainSecret: Buffer.alloc(32) })).rejects.toMatchObject({ code: 'vault_locked' });
    await expect(openVault(dir, { keychainSecret: Buffer.alloc(0) })).rejects.toMatchObject({ code: 'vault_locked' });
    const [passphrase, paper] = vaultStatus(dir).unlockers;
    removeUnlocker(vault, paper?.id ?? '');
    expect(() => removeUnlocker(vault, passphrase?.id ?? '')).toThrowError(expect.objectContaining({ code: 'rule' }));
    removeUnlocker(vault, id);
    await expect(openVault(dir, { keychainSecret: secret })).rejects.toMatchObject({ code: 'vault_locked' });
  });

  test('two added at once are both there', async () => {
    const { vault } = await createVault(dir, { passphrase: PASSPHRASE });
    await Promise.all([addUnlocker(vault, { passphrase: 'custodian one', label: '1' }),
      addUnlocker(vault, { passphrase: 'custodian two', label: '2' })]);
    expect(vaultStatus(dir).unlockers).toHaveLength(4);
  });

  test('a wrapped root does not open in the place of another unlocker', async () => {
    const { vault } = await createVault(dir, { passphrase: PASSPHRASE });
    await addUnlocker(vault, { passphrase: 'custodian two', label: '' });
    const [own, , other] = readVaultFile(dir).unlockers;
    if (own === undefined || other === undefined) throw new Error('three unlockers were made');
    expect(await unwrapByPassphrase(vault.id, own, PASSPHRASE)).toHaveLength(32);
    // The same derivation and box under another unlocker's id, and in another vault: only the associated data differs.
    expect(await unwrapByPassphrase(vault.id, { ...own, id: other.id }, PASSPHRASE)).toBeUndefined();
    expect(await unwrapByPassphrase(other.id, own, PASSPHRASE)).toBeUndefined();
  });
});

describe('a damaged vault file', () => {
  test('is called damaged, not a wrong passphrase, whichever byte changed', async () => {
    await createVault(dir, { passphrase: PASSPHRASE });
    const good = readFileSync(file());
    const { id } = vaultStatus(dir);
    let refused = 0;
    for (let at = 0; at < good.length; at += 7) {
      const bad = Buffer.from(good);
      bad.writeUInt8(bad.readUInt8(at) ^ 0x01, at);
      writeFileSync(file(), bad);
      // A flip inside the white space of the layout may change nothing that counts; then the content reads as before.
      try {
        expect(vaultStatus(dir).id).toBe(id);
        expect(/^\s$/.test(String.fromCharCode(good.readUInt8(at)))).toBe(true);
      } catch (error) {
        expect(error).toMatchObject({ code: 'store_broken' });
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(100);
    for (const length of [0, 1, good.length / 2, good.length - 3]) {
      writeFileSync(file(), good.subarray(0, length));
      await expect(openVault(dir, { passphrase: PASSPHRASE })).rejects.toMatchObject({ code: 'store_broken' });
    }
  });

  test('edited with a fresh checksum is still refused, by the seal', async () => {
    await createVault(dir, { passphrase: PASSPHRASE });
    const content = readVaultFile(dir);
    writeFileSync(file(), vaultFileText({ ...content, unlockers: content.unlockers.slice(0, 1) }));
    expect(vaultStatus(dir).unlockers).toHaveLength(1);
    await expect(openVault(dir, { passphrase: PASSPHRASE })).rejects.toMatchObject({ code: 'store_broken' });
  });

  test('of a newer version is refused by name of the version', async () => {
    await createVault(dir, { passphrase: PASSPHRASE });
    edit('"version": 1', '"version": 2');
    await expect(openVault(dir, { passphrase: PASSPHRASE })).rejects.toMatchObject({ code: 'store_broken',
      text: { en: expect.stringContaining('version 2') } });
  });

  test('asking for absurd memory is refused before anything is derived', async () => {
    await createVault(dir, { passphrase: PASSPHRASE });
    edit('"memoryKiB": 65536', '"memoryKiB": 2147483648');
    await expect(openVault(dir, { passphrase: PASSPHRASE })).rejects.toMatchObject({ code: 'store_broken' });
  });

  test('a folder that cannot be written to leaves the vault as it was, and nothing half-written', async () => {
    const { vault } = await createVault(dir, { passphrase: PASSPHRASE });
    const before = readFileSync(file());
    const aside = join(dir, 'aside');
    // In the file's place stands a folder: the rename fails, as it would on a full or read-only disk.
    renameSync(file(), aside);
    mkdirSync(file());
    expect(() => addRecoveryKey(vault, { label: '' })).toThrow(/cannot be read/);
    expect(() => writeDurably(file(), 'x')).toThrow(/directory/);
    rmdirSync(file());
    renameSync(aside, file());
    expect(readFileSync(file())).toEqual(before);
    expect(readdirSync(dir)).toEqual([VAULT_FILE]);
  });
});
