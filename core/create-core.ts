import { Access, parseGrants, type Grants } from '#core/access';
import { AuditLog } from '#core/audit';
import type { Context } from '#core/context';
import { readEpochs } from '#core/epoch';
import { ChangeFeed } from '#core/events';
import { identityModule } from '#core/identity';
import type { Module } from '#core/module';
import { openGate, openUnit, type Gate, type Program, type Work } from '#core/records';
import { Customisation, Registry, type OverlayChange } from '#core/registry';
import type { Store, Transaction } from '#db';
import { openCustomise, readOverlay, type Customise } from './customise.ts';

export interface CoreParts {
  readonly store: Store;
  /** The business; people and roles are the platform's own. */
  readonly modules: readonly Module[];
}

/** The platform over one store: everything above it goes through these. */
export interface Core {
  readonly store: Store;
  readonly audit: AuditLog;
  readonly feed: ChangeFeed;
  readonly gate: Gate;
  /** All definitions with the firm's own changes, as of now. */
  registry(): Registry;
  access(context: Context): Promise<Access>;
  /** Work of a program for the person of the context, in one unit of work. */
  work<T>(context: Context, program: Program, run: (work: Work, transaction: Transaction) => Promise<T>): Promise<T>;
  readonly customise: Customise;
}

export async function createCore({ store, modules }: CoreParts): Promise<Core> {
  const audit = new AuditLog(() => feed.wake());
  const feed = new ChangeFeed(store, audit);
  let registry: Registry = new Registry([{ name: 'registry', objects: [Customisation] }, identityModule(() => registry), ...modules], await overlay());
  await store.shape(registry.definitions);
  let epochs = await readEpochs(store.reader);
  const accesses = new Map<string, Promise<Access>>();

  async function overlay(): Promise<OverlayChange[]> {
    return (await readOverlay(store.reader)).map(({ change }) => change);
  }

  /** Takes up what has changed since the last look, by whichever process. */
  async function refresh(): Promise<void> {
    const now = await readEpochs(store.reader);
    if (now.definitions !== epochs.definitions) registry = registry.with(await overlay());
    if (now.definitions !== epochs.definitions || now.security !== epochs.security) accesses.clear();
    epochs = now;
  }

  async function compile(roles: readonly string[]): Promise<Access> {
    const grants = await Promise.all(roles.map((role) => grantsOf(role)));
    return new Access(registry, store.dialect, grants);
  }

  async function grantsOf(role: string): Promise<Grants> {
    const [row] = await store.reader.rows('SELECT grants FROM "role" WHERE name = ? AND archived = ?', [role, false]);
    return row && row[0] !== null ? parseGrants(JSON.parse(String(row[0])), registry) : {};
  }

  async function access(context: Context): Promise<Access> {
    await refresh();
    const roles = context.principal.kind === 'user' ? context.principal.roles.toSorted() : [];
    const key = JSON.stringify(roles);
    let found = accesses.get(key);
    if (!found) accesses.set(key, (found = compile(roles)));
    return found;
  }

  const gate = openGate({ store, audit, registry: () => registry, access });
  const customise = openCustomise({
    store,
    audit,
    access,
    async current() {
      await refresh();
      return registry;
    },
  });

  return {
    store,
    audit,
    feed,
    gate,
    registry: () => registry,
    access,
    work: (context, program, run) =>
      store.write((transaction) => run(openUnit({ transaction, context, registry, audit }).as(program), transaction)),
    customise,
  };
}
