export { makeKey, makeManifest, signManifest, USAGE, verifyRelease } from './release.ts';
