import type { SetupBody } from '#common/api';
import { refuse, type Lang } from '#common/errors';
import { initHost, readAnswers, type InitOptions } from '#server/host';
import type { Log } from '#server/http';
import { dataHeaders } from '../http/security-headers.ts';
import type { LobbyOptions } from './lobby-options.ts';
import { answersOf, inForm } from './setup-answers.ts';
import { setupStream } from './setup-stream.ts';

export interface SetupDeskParts {
  readonly options: LobbyOptions;
  setUpEnded(made: boolean): void;
  /** Whether the program is ending. */
  isClosed(): boolean;
}

/** Sets up, one at a time. */
export class SetupDesk {
  readonly #parts: SetupDeskParts;
  readonly #log: Log;
  #running: Promise<void> | undefined;

  constructor(parts: SetupDeskParts, log: Log) {
    this.#parts = parts;
    this.#log = log;
  }

  /**
   * @returns the answer, which tells the steps as they are done
   * @throws PanshiError `invalid` for answers that are wrong from the start, `conflict` while another setup is under way
   */
  async setUp(body: SetupBody, { lang, requestId }: { readonly lang: Lang; readonly requestId: string }): Promise<Response> {
    if (this.#running !== undefined) throw refuse('conflict', '另一个设置正在进行，请等它结束。', 'Another setup is under way; wait for its end.');
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#running = promise;
    const ended = (made: boolean) => {
      this.#parts.setUpEnded(made);
      this.#running = undefined;
      resolve();
    };
    const init = this.#initOptions(body);
    try {
      await readAnswers(init);
    } catch (error) {
      ended(false);
      throw inForm(error);
    }
    const run = (progress: NonNullable<InitOptions['progress']>) => initHost({ ...init, progress: this.#untilClosed(progress) });
    return new Response(setupStream({ lang, requestId, log: this.#log, run, ended }), { headers: dataHeaders('application/x-ndjson; charset=utf-8') });
  }

  /** Resolves when no setup is under way. */
  async settled(): Promise<void> {
    await this.#running;
  }

  #initOptions(body: SetupBody): InitOptions {
    const { data, samples, modules, hashCost, clock } = this.#parts.options;
    return {
      data,
      answers: answersOf(body),
      samples: samples ?? {},
      ...(modules === undefined ? {} : { modules }),
      ...(hashCost === undefined ? {} : { hashCost }),
      ...(clock === undefined ? {} : { clock }),
    };
  }

  #untilClosed(progress: NonNullable<InitOptions['progress']>): NonNullable<InitOptions['progress']> {
    return (...step) => {
      if (this.#parts.isClosed()) throw refuse('not_ready', '程序正在结束，设置没有完成。', 'The program is ending; the setup did not end.');
      return progress(...step);
    };
  }
}
