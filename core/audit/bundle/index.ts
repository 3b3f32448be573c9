export { writeBundle } from './write-bundle.ts';
export type { BundleEntry, BundleRequest, WrittenBundle } from './write-bundle.ts';
export { verifyBundle } from './verify-bundle.ts';
export type { BundleVerdict } from './verify-bundle.ts';
export type { BundleCheck } from './check-trust.ts';
export type { BundleScope, Manifest } from './manifest.ts';
