export { default as AppGrid } from './AppGrid.vue';
export type { Cell, GridColumn, GridModel, GroupLine, Line, Row, Sort } from './lines.ts';
export { ALL_MARKED, isMarked, mark, markedCount, NO_MARKS, type Marks } from './marks.ts';
export { RowWindows, type Loaded, type RowSource } from './row-windows.ts';
export { Segments, type Segment } from './segments.ts';
export { toTsv } from './tsv.ts';
