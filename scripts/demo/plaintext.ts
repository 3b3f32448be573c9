import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const HEADER = 'SQLite format 3';

/** Which files under a folder hold a database header or one of the names in the clear. */
export function plaintextIn(folder: string, names: readonly string[]): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.flatMap((entry) => {
    const path = join(entry.parentPath, entry.name);
    const bytes = readFileSync(path);
    const found = [HEADER, ...names].filter((marker) => bytes.includes(marker));
    return found.length > 0 ? [`${relative(folder, path)}: ${found.join(', ')}`] : [];
  });
}
