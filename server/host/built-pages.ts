import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of the built pages beside this program, where they have been built. */
export function builtPages(): string | undefined {
  const folder = fileURLToPath(new URL('../../dist/renderer', import.meta.url));
  return existsSync(`${folder}/index.html`) ? folder : undefined;
}
