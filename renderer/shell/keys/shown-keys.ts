const NAMES: Readonly<Record<string, string>> = {
  ctrl: 'Ctrl', alt: 'Alt', shift: 'Shift', enter: 'Enter', escape: 'Esc', arrowleft: '←', arrowright: '→', arrowup: '↑', arrowdown: '↓', delete: 'Delete', insert: 'Insert',
  pageup: 'PgUp', pagedown: 'PgDn', home: 'Home', end: 'End', tab: 'Tab', ' ': 'Space',
};

/** `ctrl+arrowleft` as it stands on the keyboard: Ctrl, ←. */
export function shownKeys(keys: string): readonly string[] {
  const parts = keys === '+' ? ['+'] : keys.split('+');
  return parts.map((part) => NAMES[part] ?? part.toUpperCase());
}
