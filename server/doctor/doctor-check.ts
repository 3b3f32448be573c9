import type { Host } from '#server/host';

/** One line of the health report. */
export interface Finding {
  readonly name: string;
  readonly ok: boolean;
  /** In plain words. */
  readonly detail: string;
}

export interface DoctorCheck {
  readonly name: string;
  /** @returns what is wrong, one entry each; or a note about what is right */
  run(host: Host): Promise<{ readonly faults: readonly string[]; readonly note?: string }>;
}

// A broken store has more to say than a line can hold.
const LONGEST = 400;

/** Runs one check; what it throws is a finding too. */
export async function findingOf(check: DoctorCheck, host: Host): Promise<Finding> {
  try {
    const { faults, note } = await check.run(host);
    return {
      name: check.name,
      ok: faults.length === 0,
      detail: faults.length === 0 ? (note ?? 'ok') : faults.join('; ').slice(0, LONGEST),
    };
  } catch (error) {
    return { name: check.name, ok: false, detail: error instanceof Error ? error.message.slice(0, LONGEST) : 'failed' };
  }
}
