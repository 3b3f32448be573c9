export { readConnection, saveConnection } from './connection.ts';
export type { Connection, LanConnection } from './connection.ts';
export { openLanDoor } from './lan-fetch.ts';
export type { LanDoor } from './lan-fetch.ts';
export { pair } from './pairing.ts';
