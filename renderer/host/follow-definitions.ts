import { useDefinitions } from './definitions.ts';
import { live } from './live.ts';

/** Changes within so many milliseconds are read together. */
const TOGETHER_MS = 300;

/** A field that somebody adds is on open pages at once: definitions are read again when the host tells that they have changed. */
export function followDefinitions(): void {
  const definitions = useDefinitions();
  let timer: ReturnType<typeof setTimeout> | undefined;
  live.on('customisation', () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (definitions.all.length > 0) void definitions.load().catch(() => {});
    }, TOGETHER_MS);
  });
}
