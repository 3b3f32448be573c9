export { createCore, type Core, type CoreParts } from './create-core.ts';
export type { Customise } from './customise.ts';
export type { Gate } from './records/gate.ts';
