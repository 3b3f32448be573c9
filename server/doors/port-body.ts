import type { PortLike, Side } from './port-frames.ts';

/** A body being written to the port, chunk by chunk as the other side asks. */
export class OutgoingBody {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #port: PortLike;
  readonly #id: number;
  readonly #side: Side;
  readonly #finished: (error?: unknown) => void;

  /** @param finished called once the whole body was sent, or with the error that ended it */
  constructor(stream: ReadableStream<Uint8Array>, port: PortLike, id: number, side: Side, finished: (error?: unknown) => void) {
    this.#reader = stream.getReader();
    this.#port = port;
    this.#id = id;
    this.#side = side;
    this.#finished = finished;
  }

  async sendNext(): Promise<void> {
    try {
      const { done, value } = await this.#reader.read();
      if (done) {
        this.#port.postMessage({ id: this.#id, kind: 'end', side: this.#side });
        this.#finished();
        return;
      }
      // A copy: what is posted may be detached or still written to. Not by `slice`, which of a Buffer is a view; Electron would send all that lies around it.
      this.#port.postMessage({ id: this.#id, kind: 'chunk', side: this.#side, bytes: new Uint8Array(value) });
    } catch (error) {
      this.#finished(error ?? new Error('the body failed'));
    }
  }

  cancel(reason: string): void {
    this.#reader.cancel(new Error(reason)).catch(() => undefined);
  }
}

/** A body coming in through the port. */
export class IncomingBody {
  readonly stream: ReadableStream<Uint8Array>;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;

  /** @param cancelled called when nobody wants the rest */
  constructor(port: PortLike, id: number, side: Side, cancelled: (reason: string) => void) {
    this.stream = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller;
        },
        pull: () => port.postMessage({ id, kind: 'more', side }),
        cancel: (reason) => {
          this.#controller = undefined;
          cancelled(String(reason));
        },
      },
      { highWaterMark: 1 },
    );
  }

  push(bytes: Uint8Array): void {
    this.#controller?.enqueue(bytes);
  }

  end(): void {
    this.#controller?.close();
    this.#controller = undefined;
  }

  fail(error: Error): void {
    this.#controller?.error(error);
    this.#controller = undefined;
  }
}
