import type { Reader } from '#db';
import type { AuditLog } from './log.ts';
import { ChainVerifier, type ChainFault, type ChainHead } from './chain.ts';

/** Entries read at a time: memory stays flat however long the log. */
const PAGE = 2000;

/** Computes the whole chain again from the stored entries. */
export async function verifyStored(log: AuditLog, reader: Reader): Promise<{ head: ChainHead; fault?: ChainFault }> {
  const verifier = new ChainVerifier();
  for (;;) {
    const page = await log.after(reader, verifier.head.seq, PAGE);
    for (const entry of page) {
      const fault = verifier.add(entry);
      if (fault) return { head: verifier.head, fault };
    }
    if (page.length < PAGE) return { head: verifier.head };
  }
}
