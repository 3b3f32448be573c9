import { readdirSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { refuse } from '#common/errors';
import { createCore, type Core } from '#core';
import { contextOf, type Context } from '#core/context';
import { Company, createIdentity, Role, type HashCost, type Identity, type NewUser } from '#core/identity';
import type { Module, RoleTemplate } from '#core/module';
import { createAuthority, issueServerCertificate, issueSigner, saveKeys } from '#core/pki';
import type { Program } from '#core/records';
import { createVault, probeCrypto, type Vault } from '#core/vault';
import { openStore } from '#db';
import { suite } from '#modules';
import { parseAnswers, type Answers, type GivenAnswers } from './answers.ts';
import { readConfig, saveConfig, storeLocation } from './config.ts';
import { dataFolder, makeFolders, requireEmpty, type DataFolder } from './data-folder.ts';
import { lockFolder } from './folder-lock.ts';
import { randomPassword } from './random-password.ts';

/** Somebody the setup or a sample made, with the password that is shown this once. */
export interface MadePerson {
  readonly username: string;
  readonly password: string;
  readonly roles: readonly string[];
}

/**
 * Fills a new company from a sample, people included.
 * @param passwords chosen in the answers, by user name
 */
export type Sample = (
  core: Core,
  identity: Identity,
  company: string,
  passwords: ReadonlyMap<string, string>,
) => Promise<readonly MadePerson[]>;

export interface InitOptions {
  readonly data: string;
  readonly answers: GivenAnswers;
  readonly modules?: readonly Module[];
  readonly hashCost?: HashCost;
  /** Samples by the name they have in the answers. */
  readonly samples?: Readonly<Record<string, Sample>>;
  readonly clock?: () => Date;
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
 * Makes vault, keys, store, company, roles and people in an empty folder. When anything fails, the folder is empty again.
 * @throws PanshiError `invalid` for wrong answers, `wrong_state` for a folder that is not empty
 */
export async function initHost(options: InitOptions): Promise<Initialised> {
  probeCrypto();
  const answers = parseAnswers(options.answers);
  const sample = sampleOf(options, answers);
  const folder = dataFolder(options.data);
  requireEmpty(folder);
  const unlock = lockFolder(folder.lock);
  try {
    const { vault, recoveryKey } = await createVault(options.data, { passphrase: answers.passphrase });
    try {
      makeFolders(folder);
      await makeKeys(folder, vault, answers);
      saveConfig(folder, vault, answers.store.dialect === 'sqlite' ? { dialect: 'sqlite', cipher: answers.cipher } : answers.store);
      return { recoveryKey, ...(await fill(options, answers, folder, vault, sample)) };
    } finally {
      vault.close();
    }
  } catch (error) {
    for (const name of readdirSync(folder.root)) rmSync(join(folder.root, name), { recursive: true, force: true });
    throw error;
  } finally {
    unlock();
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
  folder: DataFolder,
  vault: Vault,
  sample: Sample | undefined,
): Promise<Omit<Initialised, 'recoveryKey'>> {
  const store = await openStore(storeLocation(folder, vault, readConfig(folder)));
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
    const officers = missingOfficers(answers, roles);
    const passwords = new Map(answers.users.map(({ username, password }) => [username, password]));
    const people = (await sample?.(core, identity, company, passwords)) ?? [];
    const asked = answers.users.filter((user) => !isOfSample(people, user));
    await makeUsers(core, identity, setup(company), [
      ...asked.map((user) => ({ ...user, memberships: [{ company, department: null, roles: user.roles }] })),
      ...officers.map((user) => ({ ...user, mustChange: true, memberships: [{ company, department: null, roles: [user.role] }] })),
    ]);
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

/**
 * Whether the sample has made this person, in the same roles.
 * @throws PanshiError `invalid` when it has, in other ones
 */
function isOfSample(people: readonly MadePerson[], user: Answers['users'][number]): boolean {
  const made = people.find(({ username }) => username === user.username);
  if (made === undefined) return false;
  if (made.roles.toSorted().join() === user.roles.toSorted().join()) return true;
  const roles = made.roles.join(', ');
  throw refuse('invalid', `样例中 ${made.username} 的角色是 ${roles}。`, `In the sample, ${made.username} holds ${roles}.`);
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

function sampleOf(options: InitOptions, answers: Answers): Sample | undefined {
  if (answers.sample === undefined) return undefined;
  const sample = options.samples?.[answers.sample];
  if (sample === undefined) throw refuse('invalid', `没有样例「${answers.sample}」。`, `There is no sample "${answers.sample}".`);
  return sample;
}

/** This machine's name, if a certificate can carry it. */
function ownName(): readonly string[] {
  const name = hostname().toLowerCase();
  return /^(?!-)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*$/.test(name) && !/(^|\.)\d+$/.test(name) ? [name] : [];
}
