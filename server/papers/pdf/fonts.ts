import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Noto Sans SC as TTF: what a PDF can hold of the letters it needs. */
const PACKAGE = '@expo-google-fonts/noto-sans-sc';
const FILES = {
  normal: '400Regular/NotoSansSC_400Regular.ttf',
  bold: '700Bold/NotoSansSC_700Bold.ttf',
} as const;

export type FontWeight = keyof typeof FILES;

/** The bytes of a font, from its npm package, or in packages from `resources/fonts/` beside the program. @throws Error when it is in neither */
export function fontBytes(weight: FontWeight): Buffer {
  const path = FILES[weight];
  const found = inPackage(path) ?? inResources(path.slice(path.indexOf('/') + 1));
  if (found === undefined) throw new Error(`the font ${path} is neither in ${PACKAGE} nor in resources/fonts`);
  return readFileSync(found);
}

function inPackage(path: string): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(`${PACKAGE}/${path}`);
  } catch {
    return undefined;
  }
}

function inResources(name: string): string | undefined {
  const root = parents(import.meta.dirname).find((folder) => existsSync(join(folder, 'resources', 'fonts', name)));
  return root === undefined ? undefined : join(root, 'resources', 'fonts', name);
}

function parents(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...parents(above)];
}
