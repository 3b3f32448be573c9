import type { SetupLine } from '#common/api';
import { isPanshiError, type Lang } from '#common/errors';
import type { Initialised, SetupProgress } from '#server/host';
import type { Log } from '#server/http';
import { inForm } from './setup-answers.ts';

export interface SetupRun {
  readonly lang: Lang;
  readonly requestId: string;
  readonly log: Log;
  /** Sets up, telling its steps. */
  run(progress: SetupProgress): Promise<Initialised>;
  /** Told at the end, whichever it was. */
  ended(made: boolean): void;
}

/** How long work may go on before what was told gets its turn to be sent, in milliseconds. */
const TURN_MS = 30;

/** Nobody is there any more to whom the recovery key could be shown. */
class ReaderGone extends Error {}

/** A setup as lines of JSON, told as it goes on. When its reader goes away, it ends and leaves nothing. */
export function setupStream({ lang, requestId, log, run, ended }: SetupRun): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let gone = false;

  async function work(send: (line: SetupLine) => void): Promise<boolean> {
    let told = '';
    let turn = performance.now();
    try {
      const made = await run(async (step, done, of) => {
        if (gone) throw new ReaderGone();
        // Thousands of steps are told in hundredths.
        const next = `${step} ${done === of ? 'end' : Math.floor((done / of) * 100)}`;
        if (next === told && performance.now() - turn < TURN_MS) return;
        if (next !== told) send({ line: 'step', step, done, of });
        told = next;
        // The work hardly ever waits for anything: without this, nothing would be sent before its end.
        await new Promise((resolve) => setImmediate(resolve));
        turn = performance.now();
      });
      send({ line: 'made', recoveryKey: made.recoveryKey, people: made.people.map((person) => ({ ...person, roles: [...person.roles] })) });
      return true;
    } catch (error) {
      if (!(error instanceof ReaderGone)) send(failure(error, lang, requestId, log));
      return false;
    }
  }

  return new ReadableStream({
    start(controller) {
      const send = (line: SetupLine) => {
        if (!gone) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
      };
      void work(send).then((made) => {
        ended(made);
        if (!gone) controller.close();
      });
    },
    cancel() {
      gone = true;
    },
  });
}

function failure(error: unknown, lang: Lang, requestId: string, log: Log): SetupLine {
  const told = inForm(error);
  if (!isPanshiError(told) || (told.status >= 500 && told.code !== 'not_ready')) log.error({ requestId, err: error }, 'setup failed');
  if (isPanshiError(told)) {
    const problems = Object.entries(told.details?.problems ?? {}).map(([at, text]) => [at, text[lang]]);
    return { line: 'failed', message: told.text[lang], ...(problems.length === 0 ? {} : { problems: Object.fromEntries(problems) }) };
  }
  const message =
    lang === 'zh'
      ? `设置没有完成，没有留下任何内容，可以再试一次。原因：${systemReason(error) ?? `见日志，请求编号 ${requestId}`}。`
      : `The setup did not end; nothing is left of it, and it can be tried again. Reason: ${systemReason(error) ?? `see the log, request ${requestId}`}.`;
  return { line: 'failed', message };
}

/** What the system says: a full disk, a folder that may not be written. */
function systemReason(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code) ? error.code : undefined;
}
