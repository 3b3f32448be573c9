import type { AuditLog } from '#core/audit/log.ts';
import type { Store } from '#db';

/** One committed entry of the log, as those who follow it get it. Whether its reader may know of it is for the gate to say. */
export interface Change {
  readonly seq: number;
  readonly at: string;
  readonly company: string | null;
  readonly event: string;
  readonly object: string | null;
  readonly record: string | null;
}

type Listener = (changes: readonly Change[]) => void | Promise<void>;

/** How often the log is looked at for what other processes wrote, in milliseconds. */
const LOOK_EVERY = 1000;
const PAGE = 500;

/**
 * The audit sequence as a feed: followers get every committed change, in order, by position. It reads the log itself and is only woken by commits, so
 * that none can be missed, whichever process wrote it.
 */
export class ChangeFeed {
  readonly #store: Store;
  readonly #audit: AuditLog;
  readonly #followers = new Set<Follower>();
  #timer: NodeJS.Timeout | undefined;

  constructor(store: Store, audit: AuditLog) {
    this.#store = store;
    this.#audit = audit;
  }

  /** The position after all that is committed now. */
  async position(): Promise<number> {
    return (await this.#audit.head(this.#store.reader)).seq;
  }

  /** @param after the position from which on changes are wanted. @returns what ends it */
  subscribe(after: number, listener: Listener): () => void {
    const follower = new Follower(after, listener, (seq) => this.#after(seq));
    this.#followers.add(follower);
    this.#timer ??= setInterval(() => this.wake(), LOOK_EVERY).unref();
    follower.wake();
    return () => {
      follower.stop();
      this.#followers.delete(follower);
      if (this.#followers.size === 0) this.close();
    };
  }

  /** Something was committed. */
  wake(): void {
    for (const follower of this.#followers) follower.wake();
  }

  close(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  async #after(seq: number): Promise<Change[]> {
    const entries = await this.#audit.after(this.#store.reader, seq, PAGE);
    return entries.map((entry) => {
      const body = JSON.parse(entry.body) as Omit<Change, 'seq'> & { ok: boolean };
      const { at, company, event, object, record } = body;
      return { seq: entry.seq, at, company, event, object: body.ok ? object : null, record };
    });
  }
}

class Follower {
  #position: number;
  readonly #listener: Listener;
  readonly #read: (seq: number) => Promise<Change[]>;
  #busy = false;
  #again = false;
  #stopped = false;

  constructor(position: number, listener: Listener, read: (seq: number) => Promise<Change[]>) {
    this.#position = position;
    this.#listener = listener;
    this.#read = read;
  }

  stop(): void {
    this.#stopped = true;
  }

  wake(): void {
    if (this.#busy) this.#again = true;
    else void this.#run();
  }

  async #run(): Promise<void> {
    this.#busy = true;
    try {
      do {
        this.#again = false;
        let changes = await this.#read(this.#position);
        while (changes.length > 0 && !this.#stopped) {
          await this.#listener(changes);
          this.#position = changes.at(-1)?.seq ?? this.#position;
          changes = await this.#read(this.#position);
        }
      } while (this.#again && !this.#stopped);
    } catch {
      // The store is closing, or the follower could not take the changes; the position stands, and the next wake gives them again.
    } finally {
      this.#busy = false;
    }
  }
}
