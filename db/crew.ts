import type { Worker } from 'node:worker_threads';

/** What a thread of a crew sends back, once for each question. What failed arrives at the asker as an Error with the same message and code. */
export type Answered<Answer> = { readonly done: Answer } | { readonly failed: { readonly message: string; readonly code?: string } };

export interface CrewParts {
  /** Starts a thread, which answers each message by one. */
  start(): Worker;
  /** Threads at the most. */
  readonly most: number;
  /** What those are told who wait when the crew closes, or ask afterwards. */
  closed(): Error;
}

interface Asked<Question, Answer> {
  readonly question: Question;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

/**
 * Threads that answer questions, each one question at a time, so that a long one keeps only those waiting for whom no thread is left. A thread is
 * started when all others are busy, since each costs memory that many a desktop never needs to spend; and it holds up the end of the program only
 * while somebody waits for it.
 */
export class Crew<Question, Answer> {
  readonly #parts: CrewParts;
  readonly #line: Asked<Question, Answer>[] = [];
  readonly #busy = new Map<Worker, Asked<Question, Answer>>();
  readonly #free: Worker[] = [];
  #closed = false;

  constructor(parts: CrewParts) {
    this.#parts = parts;
  }

  /** How many wait, those included whose question is being answered. */
  get waiting(): number {
    return this.#line.length + this.#busy.size;
  }

  ask(question: Question): Promise<Answer> {
    if (this.#closed) return Promise.reject(this.#parts.closed());
    return new Promise<Answer>((resolve, reject) => {
      this.#line.push({ question, resolve, reject });
      this.#next();
    });
  }

  /** Ends the threads. Whoever waits is told so. */
  async close(): Promise<void> {
    this.#closed = true;
    const threads = [...this.#free, ...this.#busy.keys()];
    for (const asked of [...this.#busy.values(), ...this.#line]) asked.reject(this.#parts.closed());
    this.#line.length = 0;
    this.#free.length = 0;
    this.#busy.clear();
    await Promise.all(threads.map((thread) => thread.terminate()));
  }

  #next(): void {
    if (this.#line.length === 0) return;
    const thread = this.#free.pop() ?? (this.#busy.size < this.#parts.most ? this.#start() : undefined);
    if (thread === undefined) return;
    const asked = this.#line.shift();
    if (asked === undefined) return;
    this.#busy.set(thread, asked);
    thread.ref();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    thread.postMessage(asked.question);
  }

  #start(): Worker {
    const thread = this.#parts.start();
    thread.on('message', (answer: Answered<Answer>) => this.#take(thread, answer));
    thread.on('error', (error) => this.#lose(thread, error));
    thread.on('exit', () => this.#lose(thread, new Error('the thread has ended')));
    return thread;
  }

  #take(thread: Worker, answer: Answered<Answer>): void {
    const asked = this.#busy.get(thread);
    if (asked === undefined) return;
    this.#busy.delete(thread);
    this.#free.push(thread);
    thread.unref();
    if ('done' in answer) asked.resolve(answer.done);
    else asked.reject(Object.assign(new Error(answer.failed.message), { code: answer.failed.code }));
    this.#next();
  }

  /** A thread that died: its asker is told, the others go on with another thread. */
  #lose(thread: Worker, error: unknown): void {
    const asked = this.#busy.get(thread);
    this.#busy.delete(thread);
    const place = this.#free.indexOf(thread);
    if (place >= 0) this.#free.splice(place, 1);
    asked?.reject(error);
    this.#next();
  }
}
