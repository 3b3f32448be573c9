import { describeError } from '#server/host/host-log.ts';
import type { Log } from '#server/http';

/** The log while there is no data folder to keep one in. */
export const STANDARD_ERROR: Log = {
  info: () => undefined,
  warn: writeLine,
  error: writeLine,
};

function writeLine(entry: object, message: string): void {
  const described = 'err' in entry ? { ...entry, err: describeError(entry.err) } : entry;
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), ...described, msg: message })}\n`);
}
