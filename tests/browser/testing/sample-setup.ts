import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Port on loopback that answers with the folder of the sample company's data, to be copied. */
    sampleDoor: number;
  }
}

/**
 * For vitest's `globalSetup`: the sample company, played once in a run, when the first test asks for it.
 * @returns what removes it again
 */
export default async function setup(project: TestProject): Promise<() => void> {
  let made: Promise<string> | undefined;
  const root = mkdtempSync(join(tmpdir(), 'panshi-sample-'));
  const door = createServer((socket) => {
    socket.on('error', () => {});
    made ??= makeSample(join(root, 'data'));
    made.then((folder) => socket.end(folder)).catch((error: unknown) => socket.end(`failed: ${String(error)}`));
  });
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  const address = door.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  project.provide('sampleDoor', address.port);
  return () => {
    door.close();
    rmSync(root, { recursive: true, force: true });
  };
}

/** Plays the sample in a process of its own: it takes the processor for half a minute. */
export async function makeSample(folder: string): Promise<string> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'make-sample.ts'), folder], { stdio: ['ignore', 'inherit', 'inherit'] });
  const [status] = await once(child, 'exit') as [number | null];
  if (status !== 0) throw new Error(`the sample could not be made (${status})`);
  return folder;
}
