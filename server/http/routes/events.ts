import type { SignedCall } from '../call.ts';
import { contextFor } from '../call.ts';
import type { Change, HandlerParts } from '../parts.ts';
import { PositionSeal } from '../position-seal.ts';
import type { Route } from '../route.ts';
import { dataHeaders } from '../security-headers.ts';

/** Changes that may wait for a slow reader; one that falls further behind is cut off, and comes back with the last id it saw. */
const MOST_WAITING = 10_000;

export function eventRoutes(key: Buffer): readonly Route[] {
  const seal = new PositionSeal(key);
  return [
    {
      method: 'GET',
      path: '/events',
      run: async (call, parts) => {
        const last = call.request.headers.get('last-event-id');
        const after = last === null || last === '' ? await parts.changes.head() : seal.open(last);
        const body = eventStream(call, parts, seal, after);
        return new Response(body, { headers: { ...dataHeaders('text/event-stream; charset=utf-8'), 'x-accel-buffering': 'no' } });
      },
    },
  ];
}

function eventStream(call: SignedCall, parts: HandlerParts, seal: PositionSeal, after: number): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const waiting: Change[] = [];
  let stop: () => void = () => undefined;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      let open = true;
      let busy = false;
      const say = (text: string) => controller.enqueue(encoder.encode(text));
      const end = () => {
        if (!open) return;
        stop();
        controller.close();
      };
      const unsubscribe = parts.changes.subscribe(after, (change) => {
        waiting.push(change);
        if (waiting.length > MOST_WAITING) end();
        else void tellAll();
      });
      const beat = setInterval(() => void heartbeat(), parts.heartbeatMs ?? 15_000);
      stop = () => {
        open = false;
        clearInterval(beat);
        unsubscribe();
      };
      call.request.signal.addEventListener('abort', end, { once: true });
      say(`: ok\nid: ${seal.seal(after)}\n\n`);

      /** The session may have ended and rights may have changed since: both are asked anew, without counting as use of the session. */
      async function contextNow() {
        const company = call.user.company;
        const user = await parts.identity.authenticate(call.token, { touch: false, ...(company === null ? {} : { company }) });
        return contextFor(call, user, parts, null);
      }

      async function heartbeat(): Promise<void> {
        try {
          await contextNow();
          if (open) say(': alive\n\n');
        } catch {
          end();
        }
      }

      async function tellAll(): Promise<void> {
        if (busy) return;
        busy = true;
        try {
          while (open && waiting.length > 0) {
            const batch = waiting.splice(0, 200);
            const context = await contextNow();
            const seen = await visibleOf(parts, context, batch);
            if (!open) return;
            for (const change of batch) if (seen.has(`${change.object} ${change.record}`)) say(eventText(change, seal));
          }
        } catch {
          end();
        } finally {
          busy = false;
        }
      }
    },
    cancel() {
      stop();
    },
  });
}

/** Which of the changes are about records that the caller may see, one question per object. */
async function visibleOf(parts: HandlerParts, context: SignedCall['context'], batch: readonly Change[]): Promise<ReadonlySet<string>> {
  const mine = batch.filter((change) => change.company === null || change.company === context.company);
  const seen = new Set<string>();
  for (const [object, changes] of Map.groupBy(mine, (change) => change.object)) {
    const ids = [...new Set(changes.map((change) => change.record))];
    const visible = await parts.gate.visible(context, object, ids).catch(() => new Set<string>());
    for (const id of visible) seen.add(`${object} ${id}`);
  }
  return seen;
}

function eventText(change: Change, seal: PositionSeal): string {
  const data = JSON.stringify({ object: change.object, id: change.record, event: change.event });
  return `id: ${seal.seal(change.position)}\nevent: change\ndata: ${data}\n\n`;
}
