import type { ActionView, FieldView, Problem } from '#renderer/host';
import type { Row } from '#renderer/grid';
import { say } from '#renderer/language';
import { words } from './words.ts';

export interface Failure {
  readonly row: Row;
  readonly reason: string;
}

export interface Outcome {
  readonly good: number;
  readonly failures: readonly Failure[];
  /** Ended before all were done. */
  readonly stopped: boolean;
}

/**
 * Does the same to rows one after the other: one that is refused does not hold up the next.
 * @param reasonOf what a person is told of a failure
 * @param tell called after each row
 */
export async function runEach(
  rows: AsyncIterable<Row> | Iterable<Row>, work: (row: Row) => Promise<void>, reasonOf: (error: unknown) => string, tell: (so: Outcome) => void, signal: AbortSignal,
): Promise<Outcome> {
  let outcome: Outcome = { good: 0, failures: [], stopped: false };
  for await (const row of rows) {
    if (signal.aborted) return { ...outcome, stopped: true };
    try {
      await work(row);
      outcome = { ...outcome, good: outcome.good + 1 };
    } catch (error) {
      outcome = { ...outcome, failures: [...outcome.failures, { row, reason: reasonOf(error) }] };
    }
    tell(outcome);
  }
  return outcome;
}

/** Actions that all of these records can take now. @param states undefined while nobody knows them all: then every action, for those it fits */
export function commonActions(actions: readonly ActionView[], states: readonly string[] | undefined): readonly ActionView[] {
  return states === undefined ? actions : actions.filter(({ from }) => states.every((state) => from.includes(state)));
}

/** Those of the rows that are in one of these states; all of them where states do not matter. */
export function inStates(rows: readonly Row[], states: readonly string[] | undefined): readonly Row[] {
  return states === undefined ? rows : rows.filter((row) => states.includes(String(row['state'] ?? '')));
}

/** What a person is told of one record, each wrong field of the input under its name. */
export function reasonIn({ fields, message }: Pick<Problem, 'fields' | 'message'>, input: readonly FieldView[] = []): string {
  const told = Object.entries(fields).map(([path, sentence]) => {
    const field = input.find(({ name }) => name === path);
    return field === undefined ? sentence : words('ofField', { field: say(field.label), sentence });
  });
  return told.length > 0 ? told.join(' ') : message;
}

/** Fields that can be changed in many records at once. */
export function settableFields(fields: readonly FieldView[], title: string): readonly FieldView[] {
  const inner = new Set(['archived', title]);
  return fields.filter((field) => field.writable.includes('update') && field.options['fixed'] !== true && field.options['unique'] !== true && field.type !== 'json' && !inner.has(field.name));
}
