export { testHost, PASSPHRASE, PASSWORD, CHEAP } from './test-host.ts';
export type { TestHost } from './test-host.ts';
