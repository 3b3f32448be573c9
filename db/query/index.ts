export type { View, Cell } from './view.ts';
export { sqlOf, quoted, and, TRUE, bind } from './text.ts';
export { compileList, compileCount, type Hole, type ListTree, type CompiledList, type SortKey } from './list.ts';
export { denied } from './paths.ts';
export { compileGroups, type GroupTree, type CompiledGroups, type Measure, type Aggregate } from './groups.ts';
