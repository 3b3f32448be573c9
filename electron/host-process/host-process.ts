import { refuse, PanshiError } from '#common/errors';
import { portFetch } from '#server/doors/port-fetch.ts';
import type { PortLike } from '#server/doors/port-frames.ts';
import { fromHostSchema, type FromHost, type ToHost } from '../host/control.ts';
import { mortalPort, type MortalPort } from './mortal-port.ts';

/** What is needed of Electron's UtilityProcess. */
export interface Child {
  /** What it writes for whoever looks after it; null where that goes elsewhere. */
  readonly stderr?: { on(event: 'data', listener: (chunk: unknown) => void): unknown } | null;
  postMessage(message: ToHost, ports?: readonly unknown[]): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
  kill(): boolean;
}

export interface HostProcessParts {
  fork(): Child;
  /** A fresh channel: one end to speak through, one to give away. */
  channel(): { readonly own: PortLike & { start(): void; close(): void }; readonly given: unknown };
  /** The host has died without having been asked to. */
  onDeath(): void;
  /** The data is open from now on. */
  onOpened(): void;
}

/** So much is kept of what a host writes before it is ready, in characters. */
const MOST_WORDS = 4000;
/** How long a host may take to end what is under way. */
const PATIENCE_MS = 8000;

interface Running {
  readonly child: Child;
  readonly fetch: (request: Request) => Promise<Response>;
  readonly port: MortalPort;
  readonly asked: Map<number, { resolve(value: Done): void; reject(error: Error): void }>;
  readonly gone: Promise<void>;
}

type Done = Extract<FromHost, { kind: 'done' }>;
type Question = Extract<ToHost, { id: number }>;
type WithoutId<T> = T extends { id: number } ? Omit<T, 'id'> : never;

/** The host in its own process, as the program sees it. */
export class HostProcess {
  readonly #parts: HostProcessParts;
  #running: Running | undefined;
  #stopping = false;
  #last = 0;
  #lastWords = '';

  constructor(parts: HostProcessParts) {
    this.#parts = parts;
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** What a host wrote that did not come up. Nothing was open by then, so it tells of the program and of no data; whatever comes later is not kept. */
  get lastWords(): string {
    return this.#lastWords;
  }

  /** @returns the state in which the data is found. @throws Error when the process ends before it is ready */
  async start(): Promise<Extract<FromHost, { kind: 'ready' }>['state']> {
    if (this.#running !== undefined) throw new Error('the host runs already');
    this.#stopping = false;
    const child = this.#parts.fork();
    const channel = this.#parts.channel();
    const port = mortalPort(channel.own);
    const asked: Running['asked'] = new Map();
    const ready = Promise.withResolvers<Extract<FromHost, { kind: 'ready' }>['state']>();
    const gone = Promise.withResolvers<void>();
    const running: Running = { child, port, asked, fetch: portFetch(port), gone: gone.promise };
    this.#running = running;

    let isReady = false;
    let written = '';
    // Read to the end in any case: a host whose words nobody takes would stand still.
    child.stderr?.on('data', (chunk) => {
      if (isReady) return;
      written = `${written}${String(chunk)}`.slice(-MOST_WORDS);
      this.#lastWords = written;
    });
    child.on('message', (sent) => {
      const message = fromHostSchema.parse(sent);
      if (message.kind === 'ready') {
        isReady = true;
        this.#lastWords = '';
        return ready.resolve(message.state);
      }
      if (message.kind === 'opened') return this.#parts.onOpened();
      const waiting = asked.get(message.id);
      asked.delete(message.id);
      if (message.kind === 'done') return waiting?.resolve(message);
      waiting?.reject(refusalOf(message));
    });
    child.on('exit', () => {
      if (this.#running === running) this.#running = undefined;
      channel.own.close();
      port.die();
      const ended = new Error('the host ended');
      for (const waiting of asked.values()) waiting.reject(ended);
      ready.reject(ended);
      gone.resolve();
      if (!this.#stopping) this.#parts.onDeath();
    });
    channel.own.start();
    child.postMessage({ kind: 'serve' }, [channel.given]);
    return await ready.promise;
  }

  /** @throws TypeError when there is no host, or it dies on the way */
  async fetch(request: Request): Promise<Response> {
    if (this.#running === undefined) throw new TypeError('the host does not run');
    return await this.#running.fetch(request);
  }

  /** Opens the data with what the keychain kept. @throws PanshiError as `openVault` */
  async unlock(secret: string): Promise<void> {
    await this.#ask({ kind: 'unlock', secret });
  }

  /** Makes a way in for this machine's keychain to keep. */
  async remember(label: string): Promise<NonNullable<Done['kept']>> {
    const { kept } = await this.#ask({ kind: 'remember', label });
    if (kept === undefined) throw new Error('the host gave nothing to keep');
    return kept;
  }

  async forget(unlocker: string): Promise<void> {
    await this.#ask({ kind: 'forget', unlocker });
  }

  /** Lets what is under way end, and then ends the host; by force when it takes too long. */
  async stop(): Promise<void> {
    const running = this.#running;
    if (running === undefined) return;
    this.#stopping = true;
    running.child.postMessage({ kind: 'close' });
    const impatience = setTimeout(() => running.child.kill(), PATIENCE_MS);
    await running.gone;
    clearTimeout(impatience);
  }

  async #ask(question: WithoutId<Question>): Promise<Done> {
    const running = this.#running;
    if (running === undefined) throw refuse('not_ready', '数据部分没有运行，请重新启动。', 'The host does not run; restart it.');
    const id = ++this.#last;
    const answer = Promise.withResolvers<Done>();
    running.asked.set(id, answer);
    running.child.postMessage({ ...question, id } as Question);
    return await answer.promise;
  }
}

function refusalOf({ code, text }: Extract<FromHost, { kind: 'refused' }>): PanshiError {
  // The code is one of the family: the host sends nothing else.
  return new PanshiError(code as PanshiError['code'], text);
}
