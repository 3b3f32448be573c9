import { RememberedReader } from '#db';
import type { GateParts } from './caller.ts';
import type { Gate } from './gate.ts';
import { findsOf } from './gate-finds.ts';
import { printsOf } from './gate-prints.ts';
import { readsOf } from './gate-reads.ts';
import { reportsOf } from './gate-reports.ts';
import { relatedOf } from './related.ts';
import { writesOf } from './gate-writes.ts';
import { trialsOf } from './trial.ts';
import { watch } from './watched.ts';

/** Makes the gate over a store. */
export function openGate(parts: GateParts): Gate {
  const watched = watch(parts);
  // Asked for again and again, by everybody who looks at the same page.
  const figures = new RememberedReader(parts.store);
  return {
    ...readsOf(parts, watched, figures),
    ...findsOf(parts, watched, figures),
    ...relatedOf(parts, watched, figures),
    ...reportsOf(parts, watched, figures),
    ...printsOf(parts, watched),
    ...writesOf(parts, watched),
    ...trialsOf(parts, watched),
  };
}
