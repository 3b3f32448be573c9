import { fork, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { requireReady } from './readiness.ts';

type Deliver = (value: unknown) => void;

/** One end of a channel. What comes before `start` waits. */
export class StandInPort extends EventEmitter {
  peer: Deliver = () => {};
  #queue: unknown[] | undefined = [];

  postMessage(value: unknown): void {
    this.peer(value);
  }

  deliver(value: unknown): void {
    if (this.#queue === undefined) this.emit('message', { data: value, ports: [] });
    else this.#queue.push(value);
  }

  start(): void {
    const queue = this.#queue ?? [];
    this.#queue = undefined;
    for (const value of queue) this.emit('message', { data: value, ports: [] });
  }

  close(): void {
    this.peer = () => {};
    this.emit('close');
  }
}

export class MessageChannelMain {
  readonly port1 = new StandInPort();
  readonly port2 = new StandInPort();

  constructor() {
    this.port1.peer = (value) => this.port2.deliver(value);
    this.port2.peer = (value) => this.port1.deliver(value);
  }
}

const CHILD = fileURLToPath(new URL('utility-child.ts', import.meta.url));

type Stream = 'ignore' | 'inherit' | 'pipe';

interface ForkOptions {
  readonly stdio?: Stream | readonly Stream[];
}

/** A process of its own under Node, which finds `process.parentPort` as it would in Electron. */
class UtilityProcess extends EventEmitter {
  readonly child: ChildProcess;
  readonly #ports = new Map<number, StandInPort>();
  #last = 0;

  constructor(modulePath: string, args: readonly string[], { stdio = 'inherit' }: ForkOptions) {
    super();
    const [, out, err] = typeof stdio === 'string' ? ['ignore', stdio, stdio] : stdio;
    if (out === undefined || err === undefined) throw new Error('configuration missing for stdin, stdout or stderr.');
    this.child = fork(CHILD, [modulePath, ...args], { serialization: 'advanced', execArgv: [], env: { ...process.env, NODE_OPTIONS: '' }, stdio: ['ignore', out, err, 'ipc'] });
    this.child.on('message', (message: { port?: number; data: unknown }) => {
      if (message.port === undefined) this.emit('message', message.data);
      else this.#ports.get(message.port)?.peer(message.data);
    });
    this.child.on('exit', (code) => this.emit('exit', code ?? 1));
  }

  get stderr(): Readable | null {
    return this.child.stderr;
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  postMessage(data: unknown, ports: readonly StandInPort[] = []): void {
    const ids = ports.map((port) => {
      const id = ++this.#last;
      this.#ports.set(id, port);
      // The end that is given away lives in the child from now on: what is delivered to it goes there.
      port.deliver = (value) => this.#send({ port: id, data: value });
      port.start();
      return id;
    });
    this.#send({ data, ports: ids });
  }

  kill(): boolean {
    return this.child.kill('SIGKILL');
  }

  #send(message: object): void {
    if (this.child.connected) this.child.send(message, () => {});
  }
}

/** All that were started, the latest last. */
export const forked: UtilityProcess[] = [];

export const utilityProcess = {
  fork(modulePath: string, args: readonly string[] = [], options: ForkOptions = {}): UtilityProcess {
    requireReady('utilityProcess.fork');
    const started = new UtilityProcess(modulePath, args, options);
    forked.push(started);
    return started;
  },
};
