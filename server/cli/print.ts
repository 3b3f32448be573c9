import { isPanshiError } from '#common/errors';

/** A result, to standard output. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** A refusal: one line to standard error, in both languages. @returns exit status 1 */
export function complain(error: unknown): 1 {
  const text = isPanshiError(error)
    ? `${error.text.zh} ${error.text.en}`
    : `程序出错。Something went wrong: ${error instanceof Error ? error.message : String(error)}`;
  process.stderr.write(`panshi: ${text.replace(/\s+/g, ' ')}\n`);
  if (!isPanshiError(error) && process.env['PANSHI_DEBUG'] === '1' && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return 1;
}
