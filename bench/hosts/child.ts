import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface Usage {
  /** Resident memory in bytes. */
  readonly rss: number;
  /** Processor time since the start, of all threads, in microseconds. */
  readonly cpu: number;
}

/** A host running in a process of its own. */
export interface ChildHost {
  /** From the start of the process until it listened, in milliseconds. */
  readonly startMs: number;
  readonly port: number;
  readonly ca: string;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

export async function startHost(data: string, passphrase: string, objects: number): Promise<ChildHost> {
  const begun = performance.now();
  const child = spawn(process.execPath, ['--max-semi-space-size=8', join(import.meta.dirname, 'serve.ts'), data, String(objects)], {
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
    async usage() {
      child.stdin.write('\n');
      const { rss, cpu } = await heard();
      return { rss: Number(rss), cpu: Number(cpu) };
    },
    async stop() {
      const ended = once(child, 'exit');
      child.stdin.end();
      await ended;
    },
  };
}
