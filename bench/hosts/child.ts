import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A host running in a process of its own. */
export interface ChildHost {
  /** From the start of the process until it listened, in milliseconds. */
  readonly startMs: number;
  readonly port: number;
  readonly ca: string;
  /** Resident memory in bytes. */
  memory(): Promise<number>;
  stop(): Promise<void>;
}

export async function startHost(data: string, passphrase: string, objects: number): Promise<ChildHost> {
  const begun = performance.now();
  const child = spawn(process.execPath, [join(import.meta.dirname, 'serve.ts'), data, String(objects)], {
    stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, PANSHI_UNLOCK: passphrase },
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const heard = async (): Promise<Record<string, unknown>> => {
    const { value, done } = await lines.next();
    if (done) throw new Error('the host ended');
    return JSON.parse(value) as Record<string, unknown>;
  };
  const listening = await heard();
  const startMs = performance.now() - begun;
  return {
    startMs,
    port: Number(listening['port']),
    ca: String(listening['ca']),
    async memory() {
      child.stdin.write('\n');
      return Number((await heard())['rss']);
    },
    async stop() {
      const ended = once(child, 'exit');
      child.stdin.end();
      await ended;
    },
  };
}
