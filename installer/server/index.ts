export { buildServer, whyNotHere } from './build-server.ts';
export type { ServerBuild } from './build-server.ts';
export { debianVersion, PACKAGE } from './deb.ts';
