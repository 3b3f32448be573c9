import { join } from 'node:path';
import pino from 'pino';

/** What the host writes to its log, one JSON object a line. */
export type HostLog = pino.Logger;

/** Never in a log, wherever they stand. */
const SECRET = ['password', 'passphrase', 'token', 'authorization', 'cookie', 'recoveryKey', 'secret'];

/**
 * @param folder where `host.log` is kept; to standard error too when `loud`
 */
export function openLog(folder: string, loud: boolean): { readonly log: HostLog; close(): void } {
  const file = pino.destination({ dest: join(folder, 'host.log'), mkdir: true, append: true, sync: true, mode: 0o600 });
  const streams = loud ? [{ stream: file }, { stream: pino.destination({ dest: 2, sync: true }) }] : [{ stream: file }];
  const log = pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: SECRET.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '***' },
      serializers: { err: describeError },
    },
    pino.multistream(streams),
  );
  return {
    log,
    close() {
      file.flushSync();
      file.end();
    },
  };
}

/** Name, sentence and stack of an error, and nothing else that hangs on it: database errors carry their parameters. */
export function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  return {
    type: error.name,
    message: error.message.slice(0, 500),
    stack: error.stack
      ?.split('\n')
      .filter((line) => /^\s+at /.test(line))
      .join('\n'),
  };
}
