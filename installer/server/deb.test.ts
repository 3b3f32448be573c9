import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findProgram } from '../../scripts/system/debian.ts';
import { buildDeb, debianVersion } from './deb.ts';

const here = findProgram(['dpkg-deb']) !== undefined;
if (!here) process.stderr.write('The package of the server is not built here: there is no dpkg-deb\n');

describe.runIf(here)('the Debian package', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'panshi-deb-unit-'));
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  function build(place: string): string {
    const program = join(scratch, place, 'program');
    mkdirSync(join(program, 'dist', 'server'), { recursive: true });
    writeFileSync(join(program, 'dist', 'server', 'main.js'), 'main');
    writeFileSync(join(program, 'package.json'), '{}');
    // Rights of whoever checked the sources out.
    chmodSync(join(program, 'package.json'), place === 'one' ? 0o600 : 0o664);
    const node = join(scratch, place, 'node');
    writeFileSync(node, 'node', { mode: 0o700 });
    return buildDeb({ program, node, version: '1.2.0-rc.3', arch: 'x64', into: join(scratch, place), scratch: join(scratch, place, 'work'), compression: 'none', epoch: 1_790_000_000 });
  }

  it('is the same, byte by byte, wherever and whenever it is built', () => {
    const [one, two] = [build('one'), build('two')];
    expect(readFileSync(one).equals(readFileSync(two))).toBe(true);
  });

  it('belongs to root, and names its settings as kept over upgrades', () => {
    const deb = build('three');
    const said = (...args: string[]): string => spawnSync('dpkg-deb', args, { encoding: 'utf8' }).stdout;
    expect(deb).toMatch(/panshi-server_1\.2\.0~rc\.3_amd64\.deb$/);
    expect(said('--field', deb, 'Package', 'Version', 'Architecture').split('\n')).toEqual(['Package: panshi-server', 'Version: 1.2.0~rc.3', 'Architecture: amd64', '']);
    expect(said('--info', deb, 'conffiles')).toBe('/etc/panshi/server.env\n');
    const listed = said('--contents', deb).trim().split('\n');
    for (const line of listed) expect(line).toMatch(/^[-d]r[w-]xr-xr-x root\/root |^-rw-r--r-- root\/root /);
    expect(listed.filter((line) => line.startsWith('-rwx')).map((line) => line.split(' ').at(-1))).toEqual(['./usr/bin/panshi', './usr/lib/panshi/bin/node']);
  });

  it('sorts candidates before their release', () => {
    expect(debianVersion('1.2.0')).toBe('1.2.0');
    expect(spawnSync('dpkg', ['--compare-versions', debianVersion('1.2.0-rc.3'), 'lt', '1.2.0']).status).toBe(0);
  });
});
