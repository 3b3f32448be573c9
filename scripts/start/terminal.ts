import { createInterface, type Interface } from 'node:readline';
import { Writable } from 'node:stream';
import { refuse } from '#common/errors';

/** Asks a person at the terminal; what is secret is not shown. */
export class Terminal {
  readonly #lines: Interface;
  readonly #output: NodeJS.WriteStream;
  #hidden = false;

  /** @throws PanshiError `invalid` later, when something is asked and nobody is there */
  constructor(input: NodeJS.ReadStream, output: NodeJS.WriteStream) {
    this.#output = output;
    const shown = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        if (!this.#hidden) output.write(chunk);
        done();
      },
    });
    this.#lines = createInterface({ input, output: shown, terminal: input.isTTY });
  }

  ask(question: string): Promise<string> {
    this.#requirePerson();
    return new Promise((resolve) => this.#lines.question(question, (answer) => resolve(answer.trim())));
  }

  async askHidden(question: string): Promise<string> {
    this.#requirePerson();
    this.#output.write(question);
    this.#hidden = true;
    try {
      return await new Promise((resolve) => this.#lines.question('', resolve));
    } finally {
      this.#hidden = false;
      this.#output.write('\n');
    }
  }

  say(text: string): void {
    this.#output.write(`${text}\n`);
  }

  close(): void {
    this.#lines.close();
  }

  #requirePerson(): void {
    if (process.stdin.isTTY) return;
    throw refuse(
      'invalid',
      '没有终端可供询问：首次请用 npm run panshi -- init，之后用环境变量 PANSHI_UNLOCK 给出口令。',
      'There is no terminal to ask at: set up with npm run panshi -- init, and give the passphrase in PANSHI_UNLOCK afterwards.',
    );
  }
}
