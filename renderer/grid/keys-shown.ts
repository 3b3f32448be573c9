import type { ShownKeys } from '#renderer/keys';
import { words } from './words.ts';

/** Keys of rows that are read, as the list of keys tells them. */
export const READING_KEYS: readonly ShownKeys[] = [
  { keys: ['arrowup', 'arrowdown', 'arrowleft', 'arrowright'], label: () => words('keyMove') },
  { keys: ['pageup', 'pagedown'], label: () => words('keyPage') },
  { keys: ['home', 'end'], label: () => words('keySides') },
  { keys: ['ctrl+arrowup', 'ctrl+arrowdown'], label: () => words('keyEnds') },
  { keys: ['shift+arrowdown'], label: () => words('keyRange') },
  { keys: ['enter'], label: () => words('keyOpen') },
  { keys: ['ctrl+c'], label: () => words('keyCopy') },
];

/** Besides, where the rows are records that can be marked and changed. */
export const RECORD_KEYS: readonly ShownKeys[] = [
  { keys: ['ctrl+enter'], label: () => words('keyBehind') },
  { keys: [' '], label: () => words('keyMark') },
  { keys: ['ctrl+a'], label: () => words('keyMarkAll') },
  { keys: ['f2'], label: () => words('keyEdit') },
  { keys: ['shift+f10'], label: () => words('keyMenu') },
  { keys: ['escape'], label: () => words('keyLeave') },
];
