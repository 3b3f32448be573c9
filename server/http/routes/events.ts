import type { Context } from '#core/context';
import type { Change } from '#core/events';
import { contextFor, type SignedCall } from '../call.ts';
import type { HandlerParts } from '../parts.ts';
import { PositionSeal } from '../position-seal.ts';
import { queryParams } from '../query-params.ts';
import type { Route } from '../route.ts';
import { dataHeaders } from '../security-headers.ts';

/** Pieces that may wait for a slow reader; one that falls further behind is cut off, and comes back with the last id it saw. */
const MOST_WAITING = 5000;

const NONE = new Set<string>();

/** The object whose records are changes of definitions. */
const DEFINITIONS = 'customisation';

/**
 * Events of the platform have a dot (`session.sign-in`, `records.unmask`, `attachment.open`) and tell what people do, which is the log's business. These two change
 * what stands beside a record.
 */
const BESIDE = new Set(['comment.create', 'attachment.add']);

function changesRecords({ event }: Change): boolean {
  return !event.includes('.') || BESIDE.has(event);
}

export function eventRoutes(key: Buffer): readonly Route[] {
  const seal = new PositionSeal(key);
  return [
    {
      method: 'GET',
      path: '/events',
      // Pages come back by themselves when the line was cut.
      unattended: true,
      run: async (call, parts) => {
        queryParams(call.request.url, NONE);
        const last = call.request.headers.get('last-event-id');
        const after = last === null || last === '' ? await parts.feed.position() : seal.open(last);
        const stream = new EventStream(call, parts, seal);
        return new Response(stream.open(after), {
          headers: { ...dataHeaders('text/event-stream; charset=utf-8'), 'x-accel-buffering': 'no' },
        });
      },
    },
  ];
}

/** One reader's stream of changes, until it goes, its session ends, or it falls too far behind. */
class EventStream {
  readonly #call: SignedCall;
  readonly #parts: HandlerParts;
  readonly #seal: PositionSeal;
  readonly #encoder = new TextEncoder();
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #release: () => void = () => undefined;

  constructor(call: SignedCall, parts: HandlerParts, seal: PositionSeal) {
    this.#call = call;
    this.#parts = parts;
    this.#seal = seal;
  }

  open(after: number): ReadableStream<Uint8Array> {
    return new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#controller = controller;
        // A browser that comes back before the first change resumes from here.
        this.#say(`: ok\nid: ${this.#seal.seal(after)}\n\n`);
        const unsubscribe = this.#parts.feed.subscribe(after, (changes) => this.#tell(changes));
        const beat = setInterval(() => void this.#beat(), this.#parts.heartbeatMs ?? 15_000);
        const gone = () => this.#end();
        this.#call.request.signal.addEventListener('abort', gone, { once: true });
        this.#release = () => {
          unsubscribe();
          clearInterval(beat);
          this.#call.request.signal.removeEventListener('abort', gone);
        };
      },
      cancel: () => {
        this.#controller = undefined;
        this.#release();
      },
    });
  }

  async #beat(): Promise<void> {
    try {
      await this.#contextNow();
      this.#say(': alive\n\n');
    } catch {
      this.#end();
    }
  }

  async #tell(all: readonly Change[]): Promise<void> {
    try {
      const changes = all.filter(changesRecords);
      const context = await this.#contextNow();
      const seen = await this.#visible(context, changes);
      for (const change of changes) if (seen.has(`${change.object} ${change.record}`)) this.#say(eventText(change, this.#seal));
    } catch {
      this.#end();
    }
  }

  /** The session may have ended and rights may have changed since: both are asked anew, without counting as use of the session. */
  async #contextNow(): Promise<Context> {
    const { company } = this.#call.user;
    const user = await this.#parts.identity.authenticate(this.#call.token, { touch: false, ...(company === null ? {} : { company }) });
    return contextFor(this.#call, user, this.#parts, null);
  }

  /** Which of the changes are about records that the caller may see, one question per object. That definitions have changed is for everybody who works by them. */
  async #visible(context: Context, changes: readonly Change[]): Promise<ReadonlySet<string>> {
    const mine = changes.filter((change) => change.company === null || change.company === context.company || change.object === DEFINITIONS);
    const seen = new Set<string>();
    for (const [object, group] of Map.groupBy(mine, (change) => change.object)) {
      if (object === null) continue;
      const ids = new Set(group.flatMap((change) => (change.record === null ? [] : [change.record])));
      const open = object === DEFINITIONS ? ids : await this.#parts.gate.visible(context, object, [...ids]);
      for (const id of open) seen.add(`${object} ${id}`);
    }
    return seen;
  }

  #say(text: string): void {
    const controller = this.#controller;
    if (controller === undefined) return;
    if ((controller.desiredSize ?? 0) < -MOST_WAITING) this.#end();
    else controller.enqueue(this.#encoder.encode(text));
  }

  #end(): void {
    const controller = this.#controller;
    this.#controller = undefined;
    this.#release();
    controller?.close();
  }
}

function eventText(change: Change, seal: PositionSeal): string {
  const data = JSON.stringify({ object: change.object, id: change.record, event: change.event });
  return `id: ${seal.seal(change.seq)}\nevent: change\ndata: ${data}\n\n`;
}
