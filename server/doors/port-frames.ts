/**
 * A two-way channel of values: MessagePort of node and browsers, Electron's MessagePortMain, a child process's IPC behind a small adapter.
 */
export interface PortLike {
  postMessage(value: unknown): void;
  on(event: 'message', listener: (value: unknown) => void): unknown;
}

/*
 * One request and its answer share an id. `request` and `answer` open a side, `chunk` carries its body, `end` closes it. `abort` gives up:
 * from the caller the whole call, from the server the answer's body. `more` asks the other side for its next chunk, so that a slow reader
 * holds up the writer and nobody else.
 */
export type Frame =
  | {
      readonly id: number;
      readonly kind: 'request';
      readonly method: string;
      readonly url: string;
      readonly headers: readonly Header[];
      readonly body: boolean;
    }
  | { readonly id: number; readonly kind: 'answer'; readonly status: number; readonly headers: readonly Header[]; readonly body: boolean }
  | { readonly id: number; readonly kind: 'chunk'; readonly side: Side; readonly bytes: Uint8Array }
  | { readonly id: number; readonly kind: 'end'; readonly side: Side }
  | { readonly id: number; readonly kind: 'more'; readonly side: Side }
  | { readonly id: number; readonly kind: 'abort'; readonly reason: string };

export type Header = readonly [string, string];

/** Whose body it is: the request's or the answer's. */
export type Side = 'request' | 'answer';

/** What came through the port, if it is a frame. Electron wraps what it delivers in an event. */
export function frameOf(value: unknown): Frame | undefined {
  const data = typeof value === 'object' && value !== null && 'data' in value && !('kind' in value) ? value.data : value;
  if (typeof data !== 'object' || data === null || !('id' in data) || !('kind' in data)) return undefined;
  const { id, kind } = data;
  if (typeof id !== 'number' || typeof kind !== 'string') return undefined;
  return data as Frame;
}

/** Bytes as they came: process IPC in its JSON form turns them into an object. */
export function bytesOf(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (typeof value === 'object' && value !== null && 'data' in value && Array.isArray(value.data))
    return Uint8Array.from(value.data as number[]);
  if (typeof value === 'object' && value !== null) return Uint8Array.from(Object.values(value) as number[]);
  throw new TypeError('a chunk without bytes');
}
