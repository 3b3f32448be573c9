import type { MenuItemConstructorOptions } from 'electron';
import type { DesktopCommand } from '#common/desktop';
import type { Lang } from '#common/errors';
import { say, type Word } from '../words.ts';

/** What the menu can set off in the program. */
export interface MenuDoings {
  print(): void;
  printToPdf(): void;
  lock(): void;
  chooseConnection(): void;
  /** Turned on or off. */
  toggleRemember(): void;
  quit(): void;
  show(): void;
  about(): void;
  lookForUpdates(): void;
  command(command: DesktopCommand): void;
}

export interface MenuState {
  readonly lang: Lang;
  readonly packaged: boolean;
  readonly mac: boolean;
  /** The keychain opens the data. */
  readonly remembered: boolean;
  readonly local: boolean;
  /** The program can update itself. */
  readonly updates: boolean;
}

type Item = MenuItemConstructorOptions;

/** The menu of the window. Keys that the workbench has for itself are not taken here. */
export function menuTemplate({ lang, packaged, mac, remembered, local, updates }: MenuState, doings: MenuDoings): Item[] {
  const label = (word: Word): string => (mac ? say(word, lang).replace(/\(?&(\w)\)?/, (_all, letter: string) => (lang === 'en' ? letter : '')) : say(word, lang));
  const item = (word: Word, click: () => void, more: Item = {}): Item => ({ label: label(word), click, ...more });
  const role = (word: Word, name: NonNullable<Item['role']>): Item => ({ label: label(word), role: name });
  const line: Item = { type: 'separator' };
  return [
    {
      label: label('file'),
      submenu: [
        item('print', doings.print, { accelerator: 'CmdOrCtrl+P' }),
        item('printToPdf', doings.printToPdf),
        line,
        item('lock', doings.lock, { accelerator: 'CmdOrCtrl+Shift+L' }),
        item('connection', doings.chooseConnection),
        ...(local ? [item('remember', doings.toggleRemember, { type: 'checkbox', checked: remembered })] : []),
        line,
        item('quit', doings.quit, { accelerator: 'CmdOrCtrl+Q' }),
      ],
    },
    {
      label: label('edit'),
      submenu: [
        role('undo', 'undo'), role('redo', 'redo'), line, role('cut', 'cut'), role('copy', 'copy'), role('paste', 'paste'), role('selectAll', 'selectAll'),
      ],
    },
    {
      label: label('view'),
      submenu: [
        item('search', () => doings.command('search')), line, role('reload', 'reload'), line, role('actualSize', 'resetZoom'), role('zoomIn', 'zoomIn'), role('zoomOut', 'zoomOut'), line,
        role('fullScreen', 'togglefullscreen'), ...(packaged ? [] : [role('tools', 'toggleDevTools')]),
      ],
    },
    { label: label('help'), submenu: [item('keys', () => doings.command('keys')), line, ...(updates ? [item('updates', doings.lookForUpdates)] : []), item('about', doings.about)] },
  ];
}

/** The menu of the tray. */
export function trayTemplate(lang: Lang, doings: MenuDoings): Item[] {
  return [
    { label: say('open', lang), click: doings.show },
    { label: say('lock', lang), click: doings.lock },
    { type: 'separator' },
    { label: say('quit', lang), click: doings.quit },
  ];
}
