import type { GateParts } from './caller.ts';
import type { Gate } from './gate.ts';
import { readsOf } from './gate-reads.ts';
import { writesOf } from './gate-writes.ts';
import { watch } from './watched.ts';

/** Makes the gate over a store. */
export function openGate(parts: GateParts): Gate {
  const watched = watch(parts);
  return { ...readsOf(parts, watched), ...writesOf(parts, watched) };
}
