import { ApiError, type ApiChange } from '#common/api';
import { host } from './client.ts';
import { useDefinitions } from './definitions.ts';

type Listener = (change: ApiChange) => void;

const LONGEST_WAIT = 30_000;

/** Changes of records as they happen, one stream for all pages. A broken stream is taken up again where it was. */
class Live {
  readonly #listeners = new Map<string, Set<Listener>>();
  #ending: AbortController | undefined;

  begin(): void {
    this.end();
    this.#ending = new AbortController();
    void this.#run(this.#ending.signal);
  }

  end(): void {
    this.#ending?.abort();
    this.#ending = undefined;
  }

  /**
   * @param object its name, or `*` for all; of balances, whose rows have no changes of their own, the changes of what they are worked out of
   * @returns ends listening
   */
  on(object: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(object) ?? new Set();
    this.#listeners.set(object, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  async #run(signal: AbortSignal): Promise<void> {
    let after: string | undefined;
    let wait = 1000;
    while (!signal.aborted) {
      try {
        for await (const change of await host().events({ signal, ...(after === undefined ? {} : { after }) })) {
          after = change.position;
          wait = 1000;
          this.#tell(change);
        }
      } catch (error) {
        if (signal.aborted || (error instanceof ApiError && (error.status === 401 || error.status === 403))) return;
      }
      await pause(wait, signal);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
  }

  #tell(change: ApiChange): void {
    const { find } = useDefinitions();
    for (const [name, listeners] of this.#listeners) {
      if (name === change.object || name === '*' || find(name)?.derivedFrom === change.object) for (const listener of listeners) listener(change);
    }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
  });
}

export const live = new Live();
