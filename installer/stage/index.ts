export { repositoryVersion, ROOT, stageProgram } from './stage-program.ts';
export type { Program } from './stage-program.ts';
export type { Target } from './native-packages.ts';
