import { createHash } from 'node:crypto';

/** What is needed of the system's clipboard. */
export interface Clipboard {
  readText(): Promise<string>;
  clear(): void;
}

/** Remembers what was copied in the program, as a hash, to take exactly that off the clipboard when the person goes, and nothing that came from elsewhere. */
export class ClipboardMark {
  readonly #clipboard: Clipboard;
  #mark: string | undefined;

  constructor(clipboard: Clipboard) {
    this.#clipboard = clipboard;
  }

  /** What is on the clipboard now was copied here. */
  async set(): Promise<void> {
    this.#mark = hashOf(await this.#clipboard.readText());
  }

  async wipe(): Promise<void> {
    const mark = this.#mark;
    this.#mark = undefined;
    if (mark !== undefined && mark === hashOf(await this.#clipboard.readText())) this.#clipboard.clear();
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
