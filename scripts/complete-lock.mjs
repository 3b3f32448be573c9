// Run after `npm install` has rewritten package-lock.json: adds the optional packages for other platforms that the registry in use did not carry.
// `npm install` leaves them out without a word, and `npm ci` then refuses the lock file on every machine.
import { readFileSync, writeFileSync } from 'node:fs';

const FILE = 'package-lock.json';
const PLATFORM = /-(android|darwin|freebsd|linux|openharmony|win32)-(arm64|arm|x64|ia32|ppc64|riscv64|s390x)(?:-(.+))?$/;

const lock = JSON.parse(readFileSync(FILE, 'utf8'));
const added = [];
for (const [place, pack] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(pack.optionalDependencies ?? {})) {
    const known = place === '' || lock.packages[`node_modules/${name}`] || lock.packages[`${place}/node_modules/${name}`];
    const platform = PLATFORM.exec(name);
    if (known || !platform) continue;
    const [, os, cpu, variant = ''] = platform;
    const libc = os !== 'linux' ? undefined : variant.startsWith('musl') ? 'musl' : variant.startsWith('gnu') ? 'glibc' : undefined;
    lock.packages[`node_modules/${name}`] = {
      version,
      cpu: [cpu],
      ...(pack.dev ? { dev: true } : {}),
      ...(libc ? { libc: [libc] } : {}),
      license: pack.license,
      optional: true,
      os: [os],
      engines: pack.engines,
    };
    added.push(name);
  }
}
const [root, ...others] = Object.entries(lock.packages);
lock.packages = Object.fromEntries([root, ...others.toSorted(([a], [b]) => a.localeCompare(b, 'en'))]);
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`${added.length} added${added.length > 0 ? `: ${added.join(' ')}` : ''}\n`);
