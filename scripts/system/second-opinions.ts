import { findProgram, install, mayInstall } from './debian.ts';

/** Programs not of this project that the tests ask whether they agree with it, and the Debian package of each. */
const PROGRAMS: Readonly<Record<string, string>> = { openssl: 'openssl', python3: 'python3' };

/** Programs that are asked where they are there: a test that needs one says so when it is not. */
const WELCOME: Readonly<Record<string, string>> = { makensis: 'nsis' };

/**
 * Sees that the programs are there; on Debian as root missing ones are installed.
 * @throws Error that says what to install, in both languages
 */
export function ensureSecondOpinions(): void {
  const unasked = Object.keys(WELCOME).filter((name) => findProgram([name]) === undefined);
  if (unasked.length > 0 && mayInstall()) install(unasked.map((name) => WELCOME[name] ?? name));
  const absent = (): string[] => Object.keys(PROGRAMS).filter((name) => findProgram([name]) === undefined);
  if (absent().length > 0 && mayInstall()) install(absent().map((name) => PROGRAMS[name] ?? name));
  const still = absent();
  if (still.length === 0) return;
  const names = still.join(', ');
  throw new Error(`测试还需要这些程序，请先安装：${names}\nThe tests also need these programs; install them first: ${names}`);
}
