export { createImports, type ImportAnswer, type ImportHead, type ImportProblem, type ImportRequest, type Imports, type UndoneImport } from './imports.ts';
