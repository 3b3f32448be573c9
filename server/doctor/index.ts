import type { Host } from '#server/host';
import { findingOf, type Finding } from './doctor-check.ts';
import { LEDGER_CHECKS } from './ledger-checks.ts';
import { PLATFORM_CHECKS, storeFindings } from './platform-checks.ts';

export type { Finding } from './doctor-check.ts';

/** Looks a whole data folder through, without changing anything. */
export async function examine(host: Host): Promise<readonly Finding[]> {
  const findings: Finding[] = [...(await storeFindings(host))];
  for (const check of [...PLATFORM_CHECKS, ...LEDGER_CHECKS]) findings.push(await findingOf(check, host));
  return findings;
}
