import { refuse } from '#common/errors';
import type { ObjectDefinition } from '#common/objects';

/** The same words for what is not there and for what is not there for the reader. */
export function missing(definition: ObjectDefinition): Error {
  return refuse('not_found', `没有找到这条${definition.label.zh}。`, `This ${definition.label.en.toLowerCase()} was not found.`);
}
