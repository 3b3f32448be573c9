import { frameOf, type PortLike } from '#server/doors/port-frames.ts';

/** A port whose other side may die. */
export interface MortalPort extends PortLike {
  /** Cuts every call under way: nobody will answer them. */
  die(): void;
}

/** A process that died says nothing any more, so that callers would wait for ever: their calls are cut in its place. */
export function mortalPort(port: PortLike): MortalPort {
  const waiting = new Set<number>();
  const listeners: ((value: unknown) => void)[] = [];
  port.on('message', (value) => {
    const frame = frameOf(value);
    const over = frame?.kind === 'abort' || (frame?.kind === 'end' && frame.side === 'answer') || (frame?.kind === 'answer' && !frame.body);
    if (frame !== undefined && over) waiting.delete(frame.id);
    for (const listener of listeners) listener(value);
  });
  return {
    postMessage(value) {
      const frame = frameOf(value);
      if (frame?.kind === 'request') waiting.add(frame.id);
      if (frame?.kind === 'abort') waiting.delete(frame.id);
      port.postMessage(value);
    },
    on: (_event, listener) => listeners.push(listener),
    die() {
      const cut = [...waiting];
      waiting.clear();
      for (const id of cut) for (const listener of listeners) listener({ id, kind: 'abort', reason: 'the host ended' });
    },
  };
}
