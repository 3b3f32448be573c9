/** Work to be timed, done over and over in a round. */
export type Subject = () => unknown;

export interface Rounds {
  readonly rounds: number;
  /** Least time of one round, in milliseconds; how often the work is done in it follows from a trial. */
  readonly roundMs: number;
}

/**
 * Times several ways to do the same work, in turns, so that whatever else the machine does meets all of them alike. Each is
 * warmed up first.
 * @returns of each subject, in their order, milliseconds for one time by round
 */
export async function timed(subjects: readonly Subject[], { rounds, roundMs }: Rounds): Promise<number[][]> {
  const times: number[] = [];
  for (const subject of subjects) {
    await repeated(subject, 3);
    const trial = await repeated(subject, 3);
    times.push(Math.max(1, Math.min(20_000, Math.ceil(roundMs / Math.max(trial, 0.001)))));
  }
  const results = subjects.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, subject] of subjects.entries()) results[index]?.push(await repeated(subject, times[index] ?? 1));
  }
  return results;
}

/** @returns milliseconds for one time */
async function repeated(subject: Subject, times: number): Promise<number> {
  const begun = performance.now();
  for (let done = 0; done < times; done += 1) await subject();
  return (performance.now() - begun) / times;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = Number.NaN, high = low] = sorted.length % 2 ? [sorted[middle]] : [sorted[middle - 1], sorted[middle]];
  return (low + high) / 2;
}

/** The value below which the given part of the values lies. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}
