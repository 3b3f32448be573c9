/* Names alone: the preload knows them too, and carries nothing else. */

/** Every call that a page can make of the program. */
export const CHANNELS = [
  'place', 'setLanguage', 'setTheme', 'setUnread', 'print', 'printToPdf', 'saveFile', 'openFile', 'copied', 'keychain', 'remember', 'forget', 'chooseConnection',
] as const;

export type Channel = (typeof CHANNELS)[number];

export function channelName(channel: Channel): string {
  return `panshi:${channel}`;
}

/** What the program tells the page. */
export const LOCK_EVENT = 'panshi:on-lock';
export const COMMAND_EVENT = 'panshi:on-command';

/** How a call is answered: an error as it stands would carry the program's stack to the page. */
export type Answer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string };
