import { contextBridge, ipcRenderer } from 'electron';
import type { DesktopApi, DesktopCommand, LockReason } from '#common/desktop';
import { channelName, COMMAND_EVENT, LOCK_EVENT, type Answer, type Channel } from '../ipc/channels.ts';

/* The one script between page and program. It hands out these few functions, and never what they are made of. */

async function call(channel: Channel, ...args: readonly unknown[]): Promise<unknown> {
  const answer = await ipcRenderer.invoke(channelName(channel), ...args) as Answer;
  if (!answer.ok) throw new Error(answer.message);
  return answer.value;
}

function listen<T>(event: string, listener: (value: T) => void): () => void {
  const heard = (_event: unknown, value: T): void => listener(value);
  ipcRenderer.on(event, heard);
  return () => void ipcRenderer.removeListener(event, heard);
}

const desktop: DesktopApi = {
  place: () => call('place') as ReturnType<DesktopApi['place']>,
  setLanguage: async (lang) => void (await call('setLanguage', lang)),
  setTheme: async (theme) => void (await call('setTheme', theme)),
  setUnread: async (count) => void (await call('setUnread', count)),
  print: async () => void (await call('print')),
  printToPdf: (name) => call('printToPdf', name) as Promise<boolean>,
  saveFile: (name, bytes) => call('saveFile', name, bytes) as Promise<boolean>,
  openFile: (endings) => call('openFile', endings) as ReturnType<DesktopApi['openFile']>,
  keychain: () => call('keychain') as ReturnType<DesktopApi['keychain']>,
  remember: () => call('remember') as ReturnType<DesktopApi['remember']>,
  forget: () => call('forget') as ReturnType<DesktopApi['forget']>,
  chooseConnection: async () => void (await call('chooseConnection')),
  onLock: (listener) => listen<LockReason>(LOCK_EVENT, listener),
  onCommand: (listener) => listen<DesktopCommand>(COMMAND_EVENT, listener),
};

contextBridge.exposeInMainWorld('panshi', { desktop });

// What was copied here is taken off the clipboard when the person goes.
for (const event of ['copy', 'cut']) globalThis.addEventListener?.(event, () => void call('copied').catch(() => {}));
