import { existsSync, readFileSync } from 'node:fs';
import { refuse } from '#common/errors';
import { initHost, type GivenAnswers } from '#server/host';
import { SAMPLES } from './samples.ts';
import { print } from './print.ts';

/** Prints one JSON line with what is shown only once. */
export async function init(options: { readonly data: string; readonly answers: string }): Promise<number> {
  const made = await initHost({ data: options.data, answers: readAnswers(options.answers), samples: SAMPLES });
  print(JSON.stringify({ event: 'initialised', data: options.data, ...made }));
  return 0;
}

/** The shape is for the host to judge. */
function readAnswers(path: string): GivenAnswers {
  if (!existsSync(path)) throw refuse('not_found', `找不到文件：${path}`, `There is no file ${path}`);
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as GivenAnswers;
  } catch {
    throw refuse('invalid', `答案文件不是有效的 JSON：${path}`, `The answers are not valid JSON: ${path}`);
  }
}
