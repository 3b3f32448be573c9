import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const LIST = fileURLToPath(new URL('../../resources/passwords/breached.txt', import.meta.url));

let loading: Promise<ReadonlySet<string>> | undefined;

/** Whether a password stands in the bundled list of breached ones, whatever its case. Read at the first use, and kept. */
export async function isBreached(password: string): Promise<boolean> {
  loading ??= load();
  const list = await loading;
  return list.has(password.toLowerCase());
}

async function load(): Promise<ReadonlySet<string>> {
  const list = new Set<string>();
  for await (const line of createInterface({ input: createReadStream(LIST, 'utf8'), crlfDelay: Infinity })) {
    if (line !== '') list.add(line.toLowerCase());
  }
  return list;
}
