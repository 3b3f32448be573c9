import type { WebPreferences } from 'electron';

const CLOSED = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  enableBlinkFeatures: '',
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
  safeDialogs: true,
  disableDialogs: false,
  enableWebSQL: false,
  autoplayPolicy: 'user-gesture-required',
} as const satisfies WebPreferences;

/** The partition of all windows: on the disk only for looks, language and compiled code, since answers are never kept. */
export const PARTITION = 'persist:panshi';

/** Of the workbench's window. @param preload the one script that connects page and program */
export function workbenchPreferences(preload: string, packaged: boolean): WebPreferences {
  return { ...CLOSED, plugins: false, preload, devTools: !packaged, partition: PARTITION };
}

/** Of a window that shows a paper: without a preload, so without any way to the program. Its plugin is Chromium's PDF viewer, the only one there is. */
export function paperPreferences(packaged: boolean): WebPreferences {
  return { ...CLOSED, plugins: true, devTools: !packaged, partition: PARTITION };
}
