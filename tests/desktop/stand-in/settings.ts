/** What the machine is like, as a test wants it. Outlives a start of the program, as a machine does. */
export interface Machine {
  packaged: boolean;
  switches: Record<string, string>;
  focused: boolean;
  /** Seconds since anybody touched it. */
  idle: number;
  /** Whether it asks who is there, as Linux tells it: to whoever looks. */
  screenLocked: boolean;
  /** Where Linux keeps secrets. */
  backend: string;
  /** Whose keychain it is. */
  account: string;
  /** Who holds the lock of a folder, and what tells them of a second start. */
  locks: Map<string, () => void>;
}

const place = globalThis as typeof globalThis & { __standInMachine?: Machine };

export const settings: Machine = (place.__standInMachine ??= {
  packaged: false, switches: {}, focused: true, idle: 0, screenLocked: false, backend: 'gnome_libsecret', account: 'wang', locks: new Map(),
});
