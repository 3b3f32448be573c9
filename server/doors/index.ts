export { openHttps } from './https.ts';
export type { OpenHttpsDoor } from './https.ts';
export { openHttpOnLoopback } from './http-loopback.ts';
export type { OpenDoor } from './listen.ts';
export { servePort } from './serve-port.ts';
export { portFetch } from './port-fetch.ts';
export { ipcPort } from './ipc-port.ts';
export type { PortLike } from './port-frames.ts';
