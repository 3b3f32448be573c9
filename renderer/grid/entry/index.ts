export { default as EntryGrid } from './EntryGrid.vue';
export { balanceOf, total } from './balance.ts';
export { isBalanced } from './columns.ts';
export { entryRow, isEmptyRow, isNothing, put, readable, settled, type EntryRow } from './rows.ts';
