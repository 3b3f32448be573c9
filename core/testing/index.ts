export { testCore, type TestCore } from './test-core.ts';
