import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { app, dialog, protocol } from 'electron';
import { defaultDataFolder } from '#server/host/data-folder.ts';
import { APP_ID, refusedSwitches, SCHEME, SCHEME_PRIVILEGES, SWITCHES } from '../policy/index.ts';
import { say } from '../words.ts';
import { Desktop } from './desktop.ts';
import { desktopFolder, type Places } from './places.ts';

/** Starts the program; once for a data folder, a second start shows the first one's window. */
export function start(places: Places): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: SCHEME_PRIVILEGES }]);
  for (const [name, value] of SWITCHES) app.commandLine.appendSwitch(name, value);
  app.enableSandbox();
  if (process.platform === 'win32') app.setAppUserModelId(APP_ID);

  const refused = refusedSwitches((name) => app.commandLine.hasSwitch(name), app.isPackaged);
  if (refused.length > 0) {
    dialog.showErrorBox(say('notOpened', 'zh'), `${say('switches', 'zh')}${say('switches', 'en')}${refused.map((name) => `--${name}`).join(' ')}`);
    app.exit(1);
    return;
  }

  const data = resolve(app.commandLine.getSwitchValue('data') || defaultDataFolder());
  const own = desktopFolder(data);
  mkdirSync(own, { recursive: true, mode: 0o700 });
  // Before the lock: it is kept there, so that each data folder has a program of its own.
  app.setPath('userData', own);
  app.setPath('sessionData', own);
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }

  const desktop = new Desktop({ data, folder: own, places });
  app.on('second-instance', () => desktop.show());
  app.on('web-contents-created', (_event, contents) => desktop.guard(contents));
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, answer) => {
    event.preventDefault();
    answer(false);
  });
  app.on('select-client-certificate', (event) => event.preventDefault());
  app.on('window-all-closed', () => app.quit());
  closeBeforeQuit(desktop);
  app.whenReady().then(() => desktop.open()).catch((error: unknown) => {
    dialog.showErrorBox(say('notOpened', 'zh'), error instanceof Error ? error.message : String(error));
    app.exit(1);
  });
}

/** Holds the end of the program up until the host has ended in order. */
function closeBeforeQuit(desktop: Desktop): void {
  let closing: 'no' | 'under way' | 'done' = 'no';
  app.on('will-quit', (event) => {
    if (closing === 'done') return;
    event.preventDefault();
    if (closing === 'under way') return;
    closing = 'under way';
    void desktop.close().catch(() => undefined).then(() => {
      closing = 'done';
      app.quit();
    });
  });
}
