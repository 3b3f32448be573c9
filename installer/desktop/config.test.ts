import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { APP_ID, REFUSED_SWITCHES } from '../../electron/policy/index.ts';
import { ROOT } from '../stage/index.ts';

const builder = createRequire(createRequire(join(ROOT, 'package.json')).resolve('electron-builder'));
const { load } = createRequire(builder.resolve('app-builder-lib'))('js-yaml') as { load(text: string): Config };
const { validateConfiguration } = builder('app-builder-lib/out/util/config/config') as { validateConfiguration(config: Config, log: { isEnabled: boolean }): Promise<void> };

interface Config {
  readonly appId: string;
  readonly appImage: { readonly executableArgs?: readonly string[] };
  readonly deb: { readonly depends: readonly string[] };
  readonly linux: { readonly executableArgs?: readonly string[] };
}

const read = (): Config => load(readFileSync(join(ROOT, 'electron-builder.yml'), 'utf8'));

it('electron-builder knows every word of its settings', async () => {
  await validateConfiguration(read(), { isEnabled: false });
  await expect(validateConfiguration({ ...read(), apId: 'x' } as Config, { isEnabled: false })).rejects.toThrow('apId');
});

it('the program is packed under the name that it says of itself', () => expect(read().appId).toBe(APP_ID));

it('no shortcut starts the program with a switch that it refuses; an AppImage would by itself, with --no-sandbox', () => {
  const { appImage, linux } = read();
  const given = [...(appImage.executableArgs ?? ['--no-sandbox']), ...(linux.executableArgs ?? [])];
  expect(given.filter((word) => REFUSED_SWITCHES.some((name) => word.startsWith(`--${name}`)))).toEqual([]);
});

it('the Debian package asks for what electron-builder would, and for the sound and buffers that Electron does not start without', () => {
  const asked = read().deb.depends;
  const own = readFileSync(join(dirname(builder.resolve('app-builder-lib/out/targets/FpmTarget')), 'FpmTarget.js'), 'utf8');
  const [, usual = ''] = /return \[("libgtk-3-0"[^\]]+)\]/.exec(own) ?? [];
  expect(usual).not.toBe('');
  expect(asked).toEqual(expect.arrayContaining(usual.split(',').map((name) => name.trim().replaceAll('"', ''))));
  expect(asked).toEqual(expect.arrayContaining(['libgbm1', 'libasound2t64 | libasound2']));
});
