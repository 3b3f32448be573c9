import { readFileSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createCore, type Core } from '#core';
import { createComments } from '#core/comments';
import { createDesk } from '#core/desk';
import { createExplain } from '#core/explain';
import { createFiles, type Files } from '#core/files';
import { createImports } from '#core/imports';
import { createIdentity, type HashCost, type Identity } from '#core/identity';
import type { Module } from '#core/module';
import { openNextNumbers } from '#core/numbering';
import { loadKeys, renewServerCertificate, saveKeys, type Keys } from '#core/pki';
import { openVault, probeCrypto, type UnlockWith, type Vault } from '#core/vault';
import { openStore, type StoreLocation } from '#db';
import { suite } from '#modules';
import { PdfPress } from '#server/papers';
import { createHandler, createPages, type AuditDesk, type Handler } from '#server/http';
import { createAuditDesk, type AuditDeskParts } from './audit-desk.ts';
import { readConfig, storeLocation } from './config.ts';
import { dataFolder, makeFolders, requireData, type DataFolder } from './data-folder.ts';
import { lockFolder } from './folder-lock.ts';
import { openLog, type HostLog } from './host-log.ts';

export interface HostOptions {
  /** The data folder. */
  readonly data: string;
  readonly unlock: UnlockWith;
  /** Business parts; the whole suite unless told. */
  readonly modules?: readonly Module[];
  /** A look at a folder that another host may have open: commands that check, copy or export. */
  readonly visit?: boolean;
  /** Log to standard error too. */
  readonly loud?: boolean;
  readonly hashCost?: HashCost;
  readonly origins?: readonly string[];
  /** The folder of the built pages, to be served beside the interface. */
  readonly pages?: string;
  readonly clock?: () => Date;
}

/** An open store with everything over it. */
export interface Host {
  readonly folder: DataFolder;
  readonly vault: Vault;
  readonly keys: Keys;
  readonly core: Core;
  readonly identity: Identity;
  readonly files: Files;
  readonly audit: AuditDesk;
  readonly auditParts: AuditDeskParts;
  readonly location: StoreLocation;
  readonly handler: Handler;
  readonly log: HostLog;
  close(): Promise<void>;
}

const CERTIFICATE_DAYS = 825;

/**
 * The one place where vault, store, platform, business and handler come together: command line, desktop, demonstration and tests all open a
 * host here.
 * @throws PanshiError `not_found` without data, `conflict` when another host has it open, `vault_locked` for a wrong passphrase,
 *   `store_broken`
 */
export async function openHost(options: HostOptions): Promise<Host> {
  probeCrypto();
  const folder = dataFolder(options.data);
  requireData(folder);
  const undo: (() => void | Promise<void>)[] = [];
  try {
    if (options.visit !== true) undo.push(lockFolder(folder.lock));
    const vault = await openVault(options.data, options.unlock);
    undo.push(() => vault.close());
    makeFolders(folder);
    const keys = await currentKeys(options, vault);
    const opened = openLog(folder.logs, options.loud ?? false);
    undo.push(() => opened.close());
    const location = storeLocation(folder, vault, readConfig(folder));
    const store = await openStore(location);
    undo.push(() => store.close());
    const core = await createCore({ store, modules: options.modules ?? suite });
    undo.push(() => core.feed.close());
    const timing = options.clock === undefined ? {} : { clock: options.clock };
    const identity = createIdentity({
      store,
      audit: core.audit,
      ...timing,
      ...(options.hashCost === undefined ? {} : { hashCost: options.hashCost }),
    });
    undo.push(() => identity.settle());
    const files = createFiles({ store, gate: core.gate, audit: core.audit, key: vault.key('files'), folder: folder.files });
    const auditParts: AuditDeskParts = { store, audit: core.audit, signer: keys.signer, storeId: vault.id, scratch: folder.scratch };
    const audit = createAuditDesk(auditParts);
    const press = new PdfPress();
    undo.push(() => press.close());
    const handler = createHandler({
      press,
      gate: core.gate,
      customise: core.customise,
      nextNumbers: openNextNumbers(core),
      identity,
      store,
      files,
      comments: createComments(core),
      desk: createDesk({ ...core, vault }),
      imports: createImports(core),
      explain: createExplain(core),
      audit,
      feed: core.feed,
      log: opened.log,
      positionKey: vault.key('events'),
      version: programVersion(),
      ...timing,
      ...(options.origins === undefined ? {} : { origins: options.origins }),
      ...(options.pages === undefined ? {} : { pages: createPages(options.pages) }),
    });
    if (options.visit !== true) await tidy(folder, files, options.clock?.() ?? new Date());
    return {
      folder,
      location,
      vault,
      keys,
      core,
      identity,
      files,
      audit,
      auditParts,
      handler,
      log: opened.log,
      close: () => undoAll(undo),
    };
  } catch (error) {
    await undoAll(undo);
    throw error;
  }
}

/** The version of this program. */
export function programVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(text) as { readonly version: string };
  return version;
}

async function currentKeys(options: HostOptions, vault: Vault): Promise<Keys> {
  const keys = loadKeys(options.data, vault);
  if (options.visit === true) return keys;
  const now = options.clock?.() ?? new Date();
  const renewed = await renewServerCertificate(keys.authority, keys.server, { days: CERTIFICATE_DAYS, now });
  if (renewed === undefined) return keys;
  const next = { ...keys, server: renewed };
  saveKeys(options.data, vault, next);
  return next;
}

/** Removes what a killed host may have left. */
async function tidy(folder: DataFolder, files: Files, now: Date): Promise<void> {
  for (const name of await readdir(folder.scratch)) await rm(join(folder.scratch, name), { recursive: true, force: true });
  await files.sweep(now);
}

async function undoAll(undo: (() => void | Promise<void>)[]): Promise<void> {
  for (const step of undo.splice(0).reverse()) await step();
}
