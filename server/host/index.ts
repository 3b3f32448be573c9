export { openHost, programVersion } from './open-host.ts';
export type { Host, HostOptions } from './open-host.ts';
export { builtPages } from './built-pages.ts';
export { initHost } from './init-host.ts';
export { randomPassword } from './random-password.ts';
export type { InitOptions, Initialised, MadePerson, Sample } from './init-host.ts';
export type { GivenAnswers } from './answers.ts';
export { dataFolder, defaultDataFolder } from './data-folder.ts';
export { exportAudit } from './audit-desk.ts';
