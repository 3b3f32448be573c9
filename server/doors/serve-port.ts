import type { Handler } from '#server/http';
import { IncomingBody, OutgoingBody } from './port-body.ts';
import { bytesOf, frameOf, type Frame, type PortLike } from './port-frames.ts';

interface Serving {
  readonly abort: AbortController;
  readonly request: IncomingBody | undefined;
  answer: OutgoingBody | undefined;
}

/** The host's side of a port: each request that comes through is a call of the handler. No socket is opened. */
export function servePort(port: PortLike, handler: Handler): void {
  const serving = new Map<number, Serving>();

  function start(frame: Extract<Frame, { kind: 'request' }>): void {
    const { id } = frame;
    const abort = new AbortController();
    const body = frame.body ? new IncomingBody(port, id, 'request', () => undefined) : undefined;
    const call: Serving = { abort, request: body, answer: undefined };
    serving.set(id, call);
    void answer(frame, call);
  }

  async function answer(frame: Extract<Frame, { kind: 'request' }>, call: Serving): Promise<void> {
    const { id } = frame;
    const failed = (error: unknown) => {
      serving.delete(id);
      port.postMessage({ id, kind: 'abort', reason: error instanceof Error ? error.name : 'failed' });
    };
    try {
      const request = new Request(frame.url, {
        method: frame.method,
        headers: frame.headers.map(([name, value]): [string, string] => [name, value]),
        signal: call.abort.signal,
        ...(call.request === undefined ? {} : { body: call.request.stream, duplex: 'half' }),
      } as RequestInit);
      const response = await handler(request, { address: 'local' });
      if (call.abort.signal.aborted) {
        await response.body?.cancel();
        return;
      }
      const hasBody = response.body !== null;
      port.postMessage({ id, kind: 'answer', status: response.status, headers: [...response.headers], body: hasBody });
      if (response.body === null) serving.delete(id);
      else
        call.answer = new OutgoingBody(response.body, port, id, 'answer', (error) =>
          error === undefined ? serving.delete(id) : failed(error),
        );
    } catch (error) {
      failed(error);
    }
  }

  port.on('message', (value) => {
    const frame = frameOf(value);
    if (frame === undefined) return;
    if (frame.kind === 'request') return start(frame);
    const call = serving.get(frame.id);
    if (call === undefined) return;
    switch (frame.kind) {
      case 'chunk':
        return call.request?.push(bytesOf(frame.bytes));
      case 'end':
        return call.request?.end();
      case 'more':
        return void call.answer?.sendNext();
      case 'abort':
        serving.delete(frame.id);
        call.abort.abort();
        call.request?.fail(new Error(frame.reason));
        call.answer?.cancel(frame.reason);
        return;
      case 'answer':
    }
  });
}
