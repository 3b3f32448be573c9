import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/* What dpkg runs, on a machine that is a folder, with a systemctl that only remembers. */

const FILES = join(import.meta.dirname, 'files');

/** Remembers in files whether the service is active and enabled; it does not start while a file `broken` is there. */
const SYSTEMCTL = `#!/bin/sh
cd "$MACHINE"
echo "$*" >> said
now=0
for word in "$@"; do
  case "$word" in --now) now=1 ;; -*|*.service) ;; *) what="$word" ;; esac
done
case "$what" in
  is-active) test -e active ;;
  is-enabled) test -e enabled ;;
  stop) rm -f active ;;
  disable) rm -f enabled ;;
  enable) : > enabled; if [ $now = 1 ]; then test ! -e broken && : > active; fi ;;
  start) test ! -e broken && : > active ;;
esac
`;

describe.runIf(process.platform !== 'win32')('the service', () => {
  let machine = '';
  beforeEach(() => {
    machine = mkdtempSync(join(tmpdir(), 'panshi-maintainer-'));
    for (const folder of ['bin', 'run/systemd/system', 'var/lib/misc', 'var/lib/panshi', 'etc/panshi']) mkdirSync(join(machine, folder), { recursive: true });
    writeFileSync(join(machine, 'bin', 'systemctl'), SYSTEMCTL, { mode: 0o755 });
    for (const name of ['getent', 'userdel']) writeFileSync(join(machine, 'bin', name), '#!/bin/sh\nexit 0\n', { mode: 0o755 });
  });
  afterEach(() => rmSync(machine, { recursive: true, force: true }));

  const has = (path: string): boolean => existsSync(join(machine, path));
  const put = (path: string, content = ''): void => writeFileSync(join(machine, path), content);
  const state = (): string => ['active', 'enabled'].filter(has).join(' ');

  /** Runs one of the scripts as dpkg does. @returns what it said to the person */
  function script(name: 'postinst' | 'prerm' | 'postrm', ...args: string[]): string {
    const text = readFileSync(join(FILES, name), 'utf8').replaceAll(/\/(?=(?:run|var|etc)\/)/g, `${machine}/`);
    const ran = spawnSync('/bin/sh', ['-s', '--', ...args], { input: text, encoding: 'utf8', env: { PATH: `${join(machine, 'bin')}:/usr/bin:/bin`, MACHINE: machine } });
    expect({ status: ran.status, stderr: ran.stderr.replace(/^panshi:.*\n/gm, '') }, `${name} ${args.join(' ')}`).toEqual({ status: 0, stderr: '' });
    return ran.stdout + ran.stderr;
  }
  const upgrade = (): string => script('prerm', 'upgrade', '1.1.0') + script('postrm', 'upgrade', '1.1.0') + script('postinst', 'configure', '1.0.0');
  const remove = (): string => script('prerm', 'remove') + script('postrm', 'remove');
  const withData = (): void => {
    put('var/lib/panshi/config.json', '{}');
    put('etc/panshi/unlock', 'passphrase');
  };

  it('is not started on a machine without data, which is told what to do', () => {
    expect(script('postinst', 'configure', '')).toContain('Run panshi init');
    expect(state()).toBe('');
  });

  it('stands still while its program is replaced, and runs again afterwards if it ran before', () => {
    withData();
    for (const before of ['enabled', 'active enabled', '']) {
      for (const name of ['active', 'enabled']) if (before.includes(name)) put(name); else rmSync(join(machine, name), { force: true });
      script('prerm', 'upgrade', '1.1.0');
      expect(has('active')).toBe(false);
      script('postinst', 'configure', '1.0.0');
      expect(state()).toBe(before);
    }
  });

  it('comes back with its package when that was only removed, and stays off when it was off', () => {
    withData();
    for (const before of ['active enabled', '']) {
      for (const name of ['active', 'enabled']) if (before.includes(name)) put(name); else rmSync(join(machine, name), { force: true });
      remove();
      expect(state()).toBe('');
      expect(script('postinst', 'configure', '1.0.0')).not.toContain('panshi init');
      expect(state()).toBe(before);
      // That is over: the next upgrade goes by what runs then.
      rmSync(join(machine, 'active'), { force: true });
      upgrade();
      expect(has('active')).toBe(false);
    }
  });

  it('comes back to data that was kept when its package was purged', () => {
    withData();
    for (const name of ['active', 'enabled']) put(name);
    remove();
    expect(script('postrm', 'purge')).toContain('are kept');
    expect([has('var/lib/panshi/config.json'), has('etc/panshi/unlock')]).toEqual([true, true]);
    script('postinst', 'configure', '');
    expect(state()).toBe('active enabled');
  });

  it('leaves nothing behind where there is no data', () => {
    put('enabled');
    remove();
    script('postrm', 'purge');
    for (const path of ['var/lib/panshi', 'etc/panshi', 'var/lib/misc/panshi-was-enabled', 'run/panshi-was-running']) expect(has(path), path).toBe(false);
  });

  it('that does not start is told of, and does not leave the package half installed', () => {
    withData();
    for (const name of ['active', 'enabled']) put(name);
    script('prerm', 'upgrade', '1.1.0');
    put('broken');
    expect(script('postinst', 'configure', '1.0.0')).toContain('journalctl -u panshi');
    expect(has('run/panshi-was-running')).toBe(false);
  });

  it('bears it that dpkg runs each step twice, or goes back on the way', () => {
    withData();
    for (const name of ['active', 'enabled']) put(name);
    for (const round of [1, 2]) {
      script('postinst', 'configure', '1.0.0');
      expect(state(), `round ${round}`).toBe('active enabled');
    }
    script('prerm', 'remove');
    script('postinst', 'abort-remove');
    expect(state()).toBe('active enabled');
    script('prerm', 'upgrade', '1.1.0');
    script('postinst', 'abort-upgrade', '1.1.0');
    expect(state()).toBe('active enabled');
    for (const _ of [1, 2]) remove();
    for (const _ of [1, 2]) script('postrm', 'purge');
    expect(has('var/lib/panshi/config.json')).toBe(true);
  });
});
