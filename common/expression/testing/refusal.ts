import { isPanshiError, type PanshiError } from '#common/errors';

/** The refusal that some work ends with; a defect (any other error, or none) fails the test. */
export function refusalOf(work: () => unknown): PanshiError {
  try {
    work();
  } catch (error) {
    if (isPanshiError(error)) return error;
    throw error;
  }
  throw new Error('expected a refusal');
}
