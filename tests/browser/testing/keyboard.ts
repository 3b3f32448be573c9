import type { Page } from 'playwright-core';

/** The keyboard of somebody who has no mouse, with the strokes counted: a character is one, and so is a key held with another. */
export class Keyboard {
  readonly #page: Page;
  #strokes = 0;

  constructor(page: Page) {
    this.#page = page;
  }

  get strokes(): number {
    return this.#strokes;
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      this.#strokes += 1;
      await this.#page.keyboard.press(key);
    }
  }

  async type(text: string): Promise<void> {
    this.#strokes += [...text].length;
    await this.#page.keyboard.type(text);
  }
}
