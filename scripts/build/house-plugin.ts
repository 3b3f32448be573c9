import { dirname, posix, relative, resolve } from 'node:path';
import type { Plugin } from 'rolldown';

const root = resolve(import.meta.dirname, '..', '..');
const WORKER = /new Worker\(new URL\('(\.[^']+)\.ts', import\.meta\.url\)/g;
const ROOM = /^#(common|db|core|modules|server)(?:\/(.+))?$/;

/**
 * Makes the sources work from a bundle whose files lie side by side two folders below the program's own folder, as `dist/server` and `dist/desktop`
 * do in the repository and in every package:
 * - `#core/vault` is found as package.json's `imports` name it;
 * - a thread that is started from a file of its own gets one beside the bundle;
 * - a module that looks for something beside itself goes on looking from where its source stands, so that `resources/`, `dist/renderer`, `package.json`
 *   and `node_modules/` are found in a package by the very words that find them in the repository. Entries are told where they have come to lie.
 *
 * @param ending of the bundle's files
 */
export function housePlugin(ending: string): Plugin {
  return {
    name: 'house',
    resolveId: {
      filter: { id: /^#/ },
      handler(id) {
        const [, room, place] = ROOM.exec(id) ?? [];
        if (room === undefined) return null;
        if (place === undefined) return resolve(root, room, 'index.ts');
        return resolve(root, room, place.endsWith('.ts') ? place : `${place}/index.ts`);
      },
    },
    transform: {
      filter: { id: /\.ts$/, code: /import\.meta\.(?:url|dirname)/ },
      handler(code, id) {
        if (id.includes('/node_modules/') || this.getModuleInfo(id)?.isEntry === true) return null;
        const threads: string[] = [];
        const begun = code.replace(WORKER, (_whole, path: string) => {
          const name = posix.basename(path);
          this.emitFile({ type: 'chunk', id: resolve(dirname(id), `${path}.ts`), fileName: `${name}.${ending}`, name });
          threads.push(name);
          return `new Worker(new URL('./${name}.${ending}', THREAD_PLACE)`;
        });
        const source = `../../${relative(root, id).replaceAll('\\', '/')}`;
        const url = `new URL(${JSON.stringify(source)}, import.meta.url).href`;
        const folder = `houseFileURLToPath(new URL(${JSON.stringify(posix.dirname(source))}, import.meta.url))`;
        const placed = begun
          .replaceAll(/import\.meta\.(url|dirname)/g, (_whole, what) => (what === 'url' ? url : folder))
          .replaceAll('THREAD_PLACE', 'import.meta.url');
        return { code: `${placed}\nimport { fileURLToPath as houseFileURLToPath } from 'node:url';\n`, map: null };
      },
    },
  };
}
