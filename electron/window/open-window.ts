import { BrowserWindow, screen } from 'electron';
import { workbenchPreferences } from '../policy/index.ts';
import { LEAST, placeFor, type WindowState } from './bounds.ts';

export interface WindowPlace {
  readonly state: WindowState | undefined;
  readonly preload: string;
  readonly packaged: boolean;
  readonly title: string;
  readonly dark: boolean;
  /** Told where the window is, when it closes. */
  onLeft(state: WindowState): void;
}

/** The workbench's window, not yet showing anything. */
export function openWindow({ state, preload, packaged, title, dark, onLeft }: WindowPlace): BrowserWindow {
  const primary = screen.getPrimaryDisplay();
  const displays = [primary, ...screen.getAllDisplays().filter(({ id }) => id !== primary.id)].map(({ workArea }) => workArea);
  const window = new BrowserWindow({
    ...placeFor(state, displays),
    minWidth: LEAST.width,
    minHeight: LEAST.height,
    title,
    show: false,
    backgroundColor: dark ? '#14181e' : '#fbfaf7',
    // Written out once more where the window is made, for whoever reads only here, tools among them.
    webPreferences: { ...workbenchPreferences(preload, packaged), contextIsolation: true, sandbox: true, nodeIntegration: false, webSecurity: true },
  });
  let isShown = false;
  const show = (): void => {
    if (isShown || window.isDestroyed()) return;
    isShown = true;
    if (state?.maximised === true) window.maximize();
    window.show();
  };
  window.once('ready-to-show', show);
  // What cannot be loaded is never ready: a program that runs and shows no window would be taken for one that does not.
  window.webContents.once('did-fail-load', show);
  window.on('close', () => {
    try {
      onLeft({ bounds: window.getNormalBounds(), maximised: window.isMaximized() });
    } catch {
      // The next start opens it in the middle.
    }
  });
  return window;
}
