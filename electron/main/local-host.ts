import { isPanshiError } from '#common/errors';
import { HostProcess, type HostProcessParts } from '../host-process/index.ts';
import type { KeptSecret } from '../keychain/index.ts';
import { mayRestart } from '../policy/index.ts';

export interface LocalHostParts extends Pick<HostProcessParts, 'fork' | 'channel' | 'onOpened'> {
  readonly kept: KeptSecret;
  /** Whether the keychain can be trusted. */
  isKeychainSound(): boolean;
  now(): number;
  /** The host has died; `again` when it is being started again by itself. */
  onDeath(again: boolean): void;
  /** It runs again. */
  onReturn(): void;
}

/** The host of this machine: started, opened by the keychain where there is one, and started again when it dies. */
export class LocalHost {
  readonly #parts: LocalHostParts;
  readonly #process: HostProcess;
  readonly #deaths: number[] = [];
  #starting: Promise<void> | undefined;
  #isRestarting = false;

  constructor(parts: LocalHostParts) {
    this.#parts = parts;
    this.#process = new HostProcess({ fork: parts.fork, channel: parts.channel, onOpened: parts.onOpened, onDeath: () => this.#died() });
  }

  get isRestarting(): boolean {
    return this.#isRestarting;
  }

  /** What it wrote when it did not come up. */
  get lastWords(): string {
    return this.#process.lastWords;
  }

  /** Starts it, unless it runs. What goes wrong shows in what is asked of it. */
  start(): Promise<void> {
    this.#starting ??= this.#start().finally(() => {
      this.#starting = undefined;
    });
    return this.#starting;
  }

  /** @throws TypeError when it does not run */
  async fetch(request: Request): Promise<Response> {
    await this.#starting;
    return await this.#process.fetch(request);
  }

  remember(label: string): Promise<{ unlocker: string; secret: string }> {
    return this.#process.remember(label);
  }

  forget(unlocker: string): Promise<void> {
    return this.#process.forget(unlocker);
  }

  /** Ends it, also while it comes up: one that never does would hold the end of the program up for ever, with nothing to be seen of it. */
  async stop(): Promise<void> {
    await this.#process.stop();
    await this.#starting;
  }

  async #start(): Promise<void> {
    if (this.#process.isRunning) return;
    try {
      if ((await this.#process.start()) === 'locked') await this.#openByKeychain();
    } catch {
      // It died on the way, which `#died` takes care of.
    }
  }

  async #openByKeychain(): Promise<void> {
    const { kept, isKeychainSound } = this.#parts;
    const found = isKeychainSound() ? kept.read() : undefined;
    if (found === undefined) return;
    try {
      await this.#process.unlock(found.secret);
    } catch (error) {
      // The vault does not know it any more; whatever else is wrong, the lobby says when somebody unlocks by hand.
      if (isPanshiError(error) && error.code === 'vault_locked') kept.drop();
    }
  }

  #died(): void {
    const now = this.#parts.now();
    this.#deaths.push(now);
    this.#isRestarting = mayRestart(this.#deaths, now);
    this.#parts.onDeath(this.#isRestarting);
    if (this.#isRestarting) void this.#restart();
  }

  async #restart(): Promise<void> {
    // Whoever started it last has to be done with it first.
    await this.#starting;
    await this.start();
    if (!this.#process.isRunning) return;
    this.#isRestarting = false;
    this.#parts.onReturn();
  }
}
