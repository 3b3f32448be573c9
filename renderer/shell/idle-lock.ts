import { onScopeDispose } from 'vue';
import { useSession } from '#renderer/host';

/** As the host ends unused sessions. */
const IDLE_MS = 15 * 60_000;
const LOOK_MS = 10_000;

/** Locks the workbench when nobody has touched it for a while; the clock is looked at, since timers sleep with the machine. */
export function lockWhenIdle(now: () => number = Date.now): void {
  const session = useSession();
  let touched = now();
  const touch = (): void => {
    touched = now();
  };
  const events = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;
  for (const event of events) window.addEventListener(event, touch, { passive: true, capture: true });
  const timer = setInterval(() => {
    if (session.stage === 'in' && now() - touched >= IDLE_MS) void session.lock();
  }, LOOK_MS);
  onScopeDispose(() => {
    clearInterval(timer);
    for (const event of events) window.removeEventListener(event, touch, { capture: true });
  });
}
