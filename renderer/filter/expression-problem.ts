import type { ApiObject } from '#common/api';
import { isPanshiError, type Text } from '#common/errors';
import { checkExpression, parseExpression } from '#common/expression';
import { typesOf, type Find } from './paths.ts';
import { onDay } from './periods.ts';

const NOT_A_TRUTH: Text = { zh: '表达式应当判断是或否。', en: 'The expression should be true or false.' };

/** What is wrong with a filter, as far as the page can tell: how it is written, fields that are not there, types that do not go together. */
export function problemOfFilter(source: string, definition: ApiObject, find: Find): Text | undefined {
  if (source.trim() === '') return undefined;
  try {
    const type = checkExpression(parseExpression(onDay(source, new Date())), typesOf(definition, find));
    return type.kind === 'bool' ? undefined : NOT_A_TRUTH;
  } catch (error) {
    if (isPanshiError(error)) return error.text;
    throw error;
  }
}
