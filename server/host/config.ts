import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { refuse } from '#common/errors';
import { openCell, sealCell, writeDurably, type Vault } from '#core/vault';
import type { StoreLocation } from '#db';
import type { DataFolder } from './data-folder.ts';

const config = z.discriminatedUnion('dialect', [
  z.strictObject({
    format: z.literal('panshi-config'),
    version: z.literal(1),
    dialect: z.literal('sqlite'),
    cipher: z.enum(['aegis256', 'sqlcipher']),
  }),
  // The connection holds a password: sealed.
  z.strictObject({
    format: z.literal('panshi-config'),
    version: z.literal(1),
    dialect: z.literal('postgres'),
    url: z.string(),
    schema: z.string().optional(),
  }),
]);

export type Config = z.infer<typeof config>;

export type StoreChoice =
  | { readonly dialect: 'sqlite'; readonly cipher: 'aegis256' | 'sqlcipher' }
  | { readonly dialect: 'postgres'; readonly url: string; readonly schema?: string | undefined };

/** A choice of store as it is kept. */
export function configOf(vault: Vault, choice: StoreChoice): Config {
  const common = { format: 'panshi-config', version: 1 } as const;
  if (choice.dialect === 'sqlite') return { ...common, ...choice };
  return {
    ...common,
    dialect: 'postgres',
    url: sealCell(vault, urlPlace(vault), choice.url),
    ...(choice.schema === undefined ? {} : { schema: choice.schema }),
  };
}

export function saveConfig(folder: DataFolder, vault: Vault, choice: StoreChoice): void {
  const kept = configOf(vault, choice);
  writeDurably(folder.config, `${JSON.stringify(kept, null, 2)}\n`);
}

/** @throws PanshiError `store_broken` when the file is damaged, `not_found` when it is missing */
export function readConfig(folder: DataFolder): Config {
  if (!existsSync(folder.config)) throw refuse('not_found', `缺少文件：${folder.config}`, `This file is missing: ${folder.config}`);
  try {
    return config.parse(JSON.parse(readFileSync(folder.config, 'utf8')));
  } catch {
    throw refuse('store_broken', `配置文件已损坏：${folder.config}`, `The configuration is damaged: ${folder.config}`);
  }
}

/** Where the store is, with the key that opens it. */
export function storeLocation(folder: DataFolder, vault: Vault, kept: Config): StoreLocation {
  if (kept.dialect === 'sqlite') return { dialect: 'sqlite', file: folder.store, key: vault.key('store'), cipher: kept.cipher };
  const url = openCell(vault, urlPlace(vault), kept.url);
  return { dialect: 'postgres', url, ...(kept.schema === undefined ? {} : { schema: kept.schema }) };
}

function urlPlace(vault: Vault) {
  return { table: 'config', column: 'url', row: vault.id };
}
