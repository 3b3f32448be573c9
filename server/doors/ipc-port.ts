import type { PortLike } from './port-frames.ts';

/** What a process and its child have in common; fork with `serialization: 'advanced'`, so that bytes stay bytes. */
export interface IpcEnd {
  send?: ((message: object) => unknown) | undefined;
  on(event: 'message', listener: (message: unknown) => void): unknown;
}

/** The channel between a process and its child as a port: `ipcPort(process)` here, `ipcPort(child)` there. */
export function ipcPort(end: IpcEnd): PortLike {
  return {
    postMessage(value) {
      if (typeof value === 'object' && value !== null) end.send?.(value);
    },
    on: (event, listener) => end.on(event, listener),
  };
}
