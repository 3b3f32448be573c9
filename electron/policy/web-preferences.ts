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
  // Chromium's PDF viewer, the only plugin there is: papers are shown in frames of the workbench and in windows of their own.
  plugins: true,
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
  return { ...CLOSED, preload, devTools: !packaged, partition: PARTITION };
}

/** Of a window that shows a paper: without a preload, so without any way to the program. */
export function paperPreferences(packaged: boolean): WebPreferences {
  return { ...CLOSED, devTools: !packaged, partition: PARTITION };
}
