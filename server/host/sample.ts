import { refuse } from '#common/errors';
import type { Core } from '#core';
import { normalUsername, type Identity } from '#core/identity';

/** Somebody the setup or a sample made, with the password that is shown this once. */
export interface MadePerson {
  readonly username: string;
  readonly password: string;
  readonly roles: readonly string[];
}

/** What a sample is played into. */
export interface SamplePlace {
  readonly core: Core;
  readonly identity: Identity;
  readonly company: string;
  /** Chosen in the answers, by user name; the sample's other people get random ones. */
  readonly passwords: ReadonlyMap<string, string>;
  /** Told after each step of its history, and waited for. */
  progress(done: number, of: number): void | Promise<void>;
}

/** Fills a new company, people included. */
export interface Sample {
  /** Whom it will make. */
  people(): readonly Omit<MadePerson, 'password'>[];
  play(place: SamplePlace): Promise<readonly MadePerson[]>;
}

/** @throws PanshiError `invalid` for a name that no sample has */
export function sampleOf(samples: Readonly<Record<string, Sample>>, name: string | undefined): Sample | undefined {
  if (name === undefined) return undefined;
  const sample = samples[name];
  if (sample === undefined) throw refuse('invalid', `没有样例“${name}”。`, `There is no sample "${name}".`);
  return sample;
}

/** The roles in which the sample makes a person of this name itself, if it does. */
export function sampleRolesOf(sample: Sample | undefined, username: string): readonly string[] | undefined {
  return sample?.people().find((person) => person.username === normalUsername(username))?.roles;
}
