import type { Lang } from '#common/errors';

/* What a page finds as `window.panshi.desktop` where it runs in the desktop program, and nowhere else. No right depends on it: the host decides those. */

/** Why the workbench is to lock. */
export type LockReason = 'idle' | 'screen' | 'suspend' | 'person';

/** What the menu and the tray ask of the page. */
export type DesktopCommand = 'keys' | 'search';

/** Whose host it is. */
export interface DesktopConnection {
  readonly mode: 'local' | 'client';
  /** Of the host on the LAN, in client mode. */
  readonly url?: string;
}

export interface DesktopKeychain {
  /** Whether the system keeps secrets well enough to open the data by itself. */
  readonly usable: boolean;
  readonly remembered: boolean;
  /** Why it cannot be used, for a person. */
  readonly why?: string;
}

export interface DesktopPlace {
  readonly version: string;
  readonly platform: string;
  readonly connection: DesktopConnection;
}

/** Each call rejects with a sentence for a person. What is given is checked by the program. */
export interface DesktopApi {
  place(): Promise<DesktopPlace>;
  /** Menu, tray and dialogs follow. */
  setLanguage(lang: Lang): Promise<void>;
  setTheme(theme: 'system' | 'light' | 'dark'): Promise<void>;
  /** How many notices wait; told to the person when the window is not looked at, as a number and no more. */
  setUnread(count: number): Promise<void>;
  /** The system's print dialog for what the window shows. */
  print(): Promise<void>;
  /** The window as PDF, where the person wants it. @returns whether it was saved */
  printToPdf(name: string): Promise<boolean>;
  /** @returns whether the person chose a place */
  saveFile(name: string, bytes: Uint8Array): Promise<boolean>;
  /** A file that the person chooses. @param endings such as `xlsx`, without a dot */
  openFile(endings: readonly string[]): Promise<{ readonly name: string; readonly bytes: Uint8Array } | null>;
  keychain(): Promise<DesktopKeychain>;
  /** Lets the system's keychain open the data from now on; soon after somebody has unlocked it by hand, and not later. */
  remember(): Promise<DesktopKeychain>;
  forget(): Promise<DesktopKeychain>;
  /** Where to connect: opens the page on which a host is chosen. */
  chooseConnection(): Promise<void>;
  /** @returns ends listening */
  onLock(listener: (reason: LockReason) => void): () => void;
  onCommand(listener: (command: DesktopCommand) => void): () => void;
}
