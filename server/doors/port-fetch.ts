import { IncomingBody, OutgoingBody } from './port-body.ts';
import { bytesOf, frameOf, type Frame, type PortLike } from './port-frames.ts';

interface Calling {
  readonly resolve: (response: Response) => void;
  readonly reject: (error: Error) => void;
  readonly outgoing: OutgoingBody | undefined;
  incoming: IncomingBody | undefined;
}

/** Statuses that never have a body (RFC 9110). */
const BARE = new Set([204, 205, 304]);

/**
 * The caller's side of a port: fetch through it. Cancelling the answer's body, or the request's signal, ends the call on the other side
 * too.
 */
export function portFetch(port: PortLike): (request: Request) => Promise<Response> {
  const calls = new Map<number, Calling>();
  let last = 0;

  function give(id: number, call: Calling, frame: Extract<Frame, { kind: 'answer' }>): void {
    const headers = frame.headers.map(([name, value]): [string, string] => [name, value]);
    if (!frame.body || BARE.has(frame.status)) {
      calls.delete(id);
      call.resolve(new Response(null, { status: frame.status, headers }));
      return;
    }
    call.incoming = new IncomingBody(port, id, 'answer', (reason) => giveUp(id, reason));
    call.resolve(new Response(call.incoming.stream, { status: frame.status, headers }));
  }

  function giveUp(id: number, reason: string): void {
    if (!calls.delete(id)) return;
    port.postMessage({ id, kind: 'abort', reason });
  }

  function fail(id: number, call: Calling, error: Error): void {
    calls.delete(id);
    call.outgoing?.cancel(error.message);
    call.incoming?.fail(error);
    call.reject(error);
  }

  port.on('message', (value) => {
    const frame = frameOf(value);
    const call = frame === undefined ? undefined : calls.get(frame.id);
    if (frame === undefined || call === undefined) return;
    switch (frame.kind) {
      case 'answer':
        return give(frame.id, call, frame);
      case 'chunk':
        return call.incoming?.push(bytesOf(frame.bytes));
      case 'end':
        calls.delete(frame.id);
        return call.incoming?.end();
      case 'more':
        return void call.outgoing?.sendNext();
      case 'abort':
        return fail(frame.id, call, new TypeError(`the call was cut: ${frame.reason}`));
      case 'request':
    }
  });

  return (request) =>
    new Promise((resolve, reject) => {
      if (request.signal.aborted) return reject(abortError());
      const id = ++last;
      const outgoing =
        request.body === null
          ? undefined
          : new OutgoingBody(request.body, port, id, 'request', (error) => {
              if (error === undefined) return;
              giveUp(id, 'the request body failed');
              reject(error instanceof Error ? error : new Error(String(error)));
            });
      const call: Calling = { resolve, reject, outgoing, incoming: undefined };
      calls.set(id, call);
      request.signal.addEventListener(
        'abort',
        () => {
          if (!calls.has(id)) return;
          giveUp(id, 'aborted');
          fail(id, call, abortError());
        },
        { once: true },
      );
      port.postMessage({
        id,
        kind: 'request',
        method: request.method,
        url: request.url,
        headers: [...request.headers],
        body: outgoing !== undefined,
      });
    });
}

function abortError(): Error {
  return new DOMException('The call was aborted.', 'AbortError');
}
