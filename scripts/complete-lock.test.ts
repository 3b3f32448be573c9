import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';

interface Locked {
  readonly version?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Where Node would look for a package from a place in the lock file. */
function found(packages: Readonly<Record<string, Locked>>, place: string, name: string): Locked | undefined {
  const here = packages[place === '' ? `node_modules/${name}` : `${place}/node_modules/${name}`];
  if (here || place === '') return here;
  return found(packages, place.includes('/node_modules/') ? place.slice(0, place.lastIndexOf('/node_modules/')) : '', name);
}

it('the lock file names every optional package in the very version that is asked for, or `npm ci` refuses it', () => {
  const text = readFileSync(resolve(import.meta.dirname, '..', 'package-lock.json'), 'utf8');
  const { packages } = JSON.parse(text) as { readonly packages: Readonly<Record<string, Locked>> };
  const wrong = Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name, version]) => /^\d+\.\d+\.\d+$/.test(version) && found(packages, place, name)?.version !== version)
      .map(([name, version]) => `${place}: ${name}@${version}`));
  expect(wrong).toEqual([]);
});
