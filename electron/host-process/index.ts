export { HostProcess } from './host-process.ts';
export type { Child, HostProcessParts } from './host-process.ts';
