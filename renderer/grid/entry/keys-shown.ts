import type { ShownKeys } from '#renderer/keys';
import { words } from './words.ts';

/** Keys of rows that are entered, as the list of keys tells them. */
export const ENTRY_KEYS: readonly ShownKeys[] = [
  { keys: ['enter'], label: () => words('keyNext') },
  { keys: ['tab', 'shift+tab'], label: () => words('keyCell') },
  { keys: ['arrowup', 'arrowdown', 'arrowleft', 'arrowright'], label: () => words('keyMove') },
  { keys: ['insert'], label: () => words('add') },
  { keys: ['ctrl+delete'], label: () => words('keyRemove') },
  { keys: ['ctrl+d'], label: () => words('keyDown') },
  { keys: ['ctrl+v'], label: () => words('keyPaste') },
  { keys: ['f2'], label: () => words('keyEnd') },
];

/** Besides, where two sides must balance. */
export const BALANCE_KEYS: readonly ShownKeys[] = [{ keys: ['='], label: () => words('keyBalance') }];
