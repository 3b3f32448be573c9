import { join } from 'node:path';
import { build } from 'rolldown';
import { expect, it } from 'vitest';
import { desktopFolder, placesOf } from './places.ts';

it('the program carries no part of the host: it imports nothing of the store, the business or their packages', async () => {
  const { output: [program] } = await build({ input: join(import.meta.dirname, 'main.ts'), external: [/^node:/, 'electron'], write: false, platform: 'node', logLevel: 'silent' });
  const own = program.moduleIds.map((id) => id.replaceAll('\\', '/')).filter((id) => !/node_modules\/(zod|canonicalize)\//.test(id));
  expect(own.filter((id) => /\/(db|modules)\/|\/core\/(?!vault\/durable-file|pki\/pairing-code)|node_modules\//.test(id))).toEqual([]);
  expect(own.filter((id) => /\/server\//.test(id)).map((id) => id.slice(id.indexOf('/server/') + 8)).toSorted()).toEqual([
    'doors/port-body.ts', 'doors/port-fetch.ts', 'doors/port-frames.ts', 'host/data-folder.ts', 'http/pages.ts', 'http/security-headers.ts',
  ]);
});

it('finds its parts where it is written and where it is packed', () => {
  expect(placesOf(join('/house', 'electron', 'main'))).toEqual({
    preload: join('/house', 'dist', 'desktop', 'preload.cjs'), host: join('/house', 'electron', 'host', 'host.ts'), pages: join('/house', 'dist', 'renderer'),
  });
  expect(placesOf(join('/app.asar', 'dist', 'desktop'))).toEqual({
    preload: join('/app.asar', 'dist', 'desktop', 'preload.cjs'), host: join('/app.asar', 'dist', 'desktop', 'host.mjs'), pages: join('/app.asar', 'dist', 'renderer'),
  });
});

it('keeps its own files out of the data folder, which has to be empty to be set up', () => expect(desktopFolder('/home/wang/panshi')).toBe('/home/wang/panshi-desktop'));
