export { buildDesktop, packReleaseKeys, whyNoDesktop } from './build-desktop.ts';
export { setFuses } from './fuses.ts';
