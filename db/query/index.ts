export type { View, Cell } from './view.ts';
export { sqlOf, quoted, and, TRUE, bind } from './text.ts';
export { compileList, compileCount, type ListTree, type CompiledList, type SortKey } from './list.ts';
export { type Hole } from './holes.ts';
export { compileNarrow, type CompiledNarrow, type Searched } from './searched.ts';
export { denied } from './paths.ts';
export { compileGroups, type GroupTree, type CompiledGroups, type Measure, type Aggregate } from './groups.ts';
export { compileLook, type CompiledLook, type LookTree } from './look.ts';
