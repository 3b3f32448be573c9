import { rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { refuse } from '#common/errors';
import { createCore, type Core } from '#core';
import { contextOf, type Context } from '#core/context';
import { Company, createIdentity, normalUsername, Role, type HashCost, type Identity, type NewUser } from '#core/identity';
import type { Module, RoleTemplate } from '#core/module';
import { createAuthority, issueServerCertificate, issueSigner, saveKeys } from '#core/pki';
import type { Program } from '#core/records';
import { createVault, probeCrypto, writeDurably, type Vault } from '#core/vault';
import { openStore, type StoreLocation } from '#db';
import { suite } from '#modules';
import { parseAnswers, type Answers, type GivenAnswers } from './answers.ts';
import { checkAnswers } from './check-answers.ts';
import { configOf, saveConfig, storeLocation } from './config.ts';
import { dataFolder, emptyFolder, makeFolders, requireFresh, type DataFolder } from './data-folder.ts';
import { lockFolder } from './folder-lock.ts';
import { randomPassword } from './random-password.ts';
import { sampleOf, sampleRolesOf, type MadePerson, type Sample } from './sample.ts';

/** What a setup does, in this order; a sample only where one was asked for. */
export type SetupStep = 'vault' | 'store' | 'company' | 'sample' | 'people';

/** Told of each step as it begins and ends, and waited for; what it throws ends the setup. */
export type SetupProgress = (step: SetupStep, done: number, of: number) => void | Promise<void>;

export interface InitOptions {
  readonly data: string;
  readonly answers: GivenAnswers;
  readonly modules?: readonly Module[];
  readonly hashCost?: HashCost;
  /** Samples by the name they have in the answers. */
  readonly samples?: Readonly<Record<string, Sample>>;
  readonly clock?: () => Date;
  readonly progress?: SetupProgress;
}

export interface Initialised {
  readonly company: string;
  /** Shown this once: it opens the data when the passphrase is lost. */
  readonly recoveryKey: string;
  /** Officers that the answers did not name, with passwords to be changed at the first sign-in. */
  readonly officers: readonly { readonly username: string; readonly password: string }[];
  /** People of the sample whom the answers did not name. */
  readonly people: readonly MadePerson[];
}

const SETUP: Program = {
  name: 'setup',
  may: { company: ['read', 'create'], role: ['read', 'create'], user: ['read', 'create'], department: ['read'], employee: ['read'] },
};

const CERTIFICATE_DAYS = 825;

/**
 * Reads the answers, and finds what would fail later.
 * @throws PanshiError `invalid`, with a reason for each wrong answer by its place
 */
export async function readAnswers(options: Pick<InitOptions, 'answers' | 'samples'>): Promise<{ readonly answers: Answers; readonly sample: Sample | undefined }> {
  const answers = parseAnswers(options.answers);
  const sample = sampleOf(options.samples ?? {}, answers.sample);
  await checkAnswers(answers, sample);
  return { answers, sample };
}

/**
 * Makes vault, keys, store, company, roles and people in an empty folder. When anything fails, the folder is empty again; what a setup that was
 * killed has left is swept away by the next one.
 * @throws PanshiError `invalid` for wrong answers, `wrong_state` for a folder that is not empty, `conflict` when another setup works in it
 */
export async function initHost(options: InitOptions): Promise<Initialised> {
  probeCrypto();
  const { answers, sample } = await readAnswers(options);
  const folder = dataFolder(options.data);
  requireFresh(folder);
  const unlock = lockFolder(folder.lock);
  try {
    // Another setup may have ended between the look and the lock.
    requireFresh(folder);
    emptyFolder(folder);
    return await make(options, answers, folder, sample);
  } finally {
    unlock();
  }
}

async function make(options: InitOptions, answers: Answers, folder: DataFolder, sample: Sample | undefined): Promise<Initialised> {
  const tell = options.progress ?? (() => undefined);
  try {
    writeDurably(folder.unfinished, '');
    await tell('vault', 0, 1);
    const { vault, recoveryKey } = await createVault(options.data, { passphrase: answers.passphrase });
    try {
      makeFolders(folder);
      await makeKeys(folder, vault, answers);
      await tell('vault', 1, 1);
      const choice = answers.store.dialect === 'sqlite' ? ({ dialect: 'sqlite', cipher: answers.cipher } as const) : answers.store;
      const filled = await fill(options, answers, storeLocation(folder, vault, configOf(vault, choice)), sample, tell);
      saveConfig(folder, vault, choice);
      rmSync(folder.unfinished);
      return { recoveryKey, ...filled };
    } finally {
      vault.close();
    }
  } catch (error) {
    emptyFolder(folder);
    throw error;
  }
}

async function makeKeys(folder: DataFolder, vault: Vault, answers: Answers): Promise<void> {
  const authority = await createAuthority({ organisation: answers.company.name });
  const hosts = [...new Set(['localhost', '127.0.0.1', '::1', ...ownName(), ...answers.hosts])];
  const [server, signer] = await Promise.all([
    issueServerCertificate(authority, { hosts, days: CERTIFICATE_DAYS }),
    issueSigner(authority, { name: `${answers.company.name} audit` }),
  ]);
  saveKeys(folder.root, vault, { authority, server, signer });
}

async function fill(
  options: InitOptions,
  answers: Answers,
  location: StoreLocation,
  sample: Sample | undefined,
  tell: SetupProgress,
): Promise<Omit<Initialised, 'recoveryKey'>> {
  await tell('store', 0, 1);
  const store = await openStore(location);
  try {
    const core = await createCore({ store, modules: options.modules ?? suite });
    const clock = options.clock === undefined ? {} : { clock: options.clock };
    const identity = createIdentity({
      store,
      audit: core.audit,
      ...clock,
      ...(options.hashCost === undefined ? {} : { hashCost: options.hashCost }),
    });
    const setup = (company: string | null) =>
      contextOf({
        principal: { kind: 'program', userId: null, name: SETUP.name, roles: [], department: null, departments: [] },
        company,
        ...clock,
      });
    const { roles } = core.registry();
    requireKnownRoles(answers, roles);
    await tell('store', 1, 1);
    await tell('company', 0, 1);
    const company = await core.work(setup(null), SETUP, async (work) => {
      const [already] = await work.list(Company, { limit: 1 });
      if (already !== undefined) throw refuse('wrong_state', '该数据库中已有公司。', 'This database holds a company already.');
      const made = await work.create(Company, { ...answers.company });
      for (const role of roles) {
        await work.create(Role, {
          name: role.name,
          labelZh: role.label.zh,
          labelEn: role.label.en,
          office: role.office ?? 'none',
          grants: JSON.parse(JSON.stringify(role.grants)),
        });
      }
      return made.id;
    });
    await tell('company', 1, 1);
    const officers = missingOfficers(answers, roles);
    const passwords = new Map(answers.users.map(({ username, password }) => [normalUsername(username), password]));
    if (sample !== undefined) await tell('sample', 0, 1);
    const people = (await sample?.play({ core, identity, company, passwords, progress: (done, of) => tell('sample', done, of) })) ?? [];
    await tell('people', 0, 1);
    const asked = answers.users.filter(({ username }) => sampleRolesOf(sample, username) === undefined);
    await makeUsers(core, identity, setup(company), [
      ...asked.map((user) => ({ ...user, memberships: [{ company, department: null, roles: user.roles }] })),
      ...officers.map((user) => ({ ...user, mustChange: true, memberships: [{ company, department: null, roles: [user.role] }] })),
    ]);
    await tell('people', 1, 1);
    await identity.settle();
    core.feed.close();
    return {
      company,
      officers: officers.map(({ username, password }) => ({ username, password })),
      people: people.filter(({ username }) => !passwords.has(username)),
    };
  } finally {
    await store.close();
  }
}

async function makeUsers(core: Core, identity: Identity, context: Context, users: readonly NewUser[]): Promise<void> {
  await core.work(context, SETUP, async (work) => {
    for (const user of users) await identity.makeUser(work, user);
  });
}

/** The three offices are always held: those that the answers leave out are made with random passwords. */
function missingOfficers(
  answers: Answers,
  roles: readonly RoleTemplate[],
): readonly (Pick<NewUser, 'username' | 'name' | 'password'> & { role: string })[] {
  return roles
    .filter((role) => role.office !== undefined && !answers.users.some((user) => user.roles.includes(role.name)))
    .map((role) => ({ username: role.name, name: role.label.zh, password: randomPassword(), role: role.name }));
}

function requireKnownRoles(answers: Answers, roles: readonly RoleTemplate[]): void {
  const known = roles.map((role) => role.name);
  const unknown = answers.users.flatMap((user) => user.roles).filter((role) => !known.includes(role));
  if (unknown.length > 0) {
    throw refuse(
      'invalid',
      `没有角色 ${unknown.join('、')}；可用：${known.join('、')}`,
      `There is no role ${unknown.join(', ')}; there are: ${known.join(', ')}`,
    );
  }
}

/** This machine's name, if a certificate can carry it. */
function ownName(): readonly string[] {
  const name = hostname().toLowerCase();
  return /^(?!-)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*$/.test(name) && !/(^|\.)\d+$/.test(name) ? [name] : [];
}
