import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { Page } from 'playwright-core';
import { inner } from './addresses.ts';
import { StandInChromium, type Asked } from './chromium.ts';
import { readiness, requireNotReady, requireReady } from './readiness.ts';
import { openSchemeDoor, type SchemeDoor } from './scheme-door.ts';
import { settings } from './settings.ts';
import { forked, MessageChannelMain, utilityProcess } from './utility-process.ts';

/*
 * Stands in for the module `electron` where its binary is not to be had: the parts that the desktop uses, with their names, events and order. Windows
 * are pages of a real Chromium, the utility process is a real process. What Electron itself guarantees (isolation of worlds, the sandbox, fuses) it cannot show.
 */

/** What happened, in order: `setPath userData`, `requestSingleInstanceLock`, … */
export const done: string[] = [];
/** What was shown to the person, and what they answer. */
export const shown: { kind: string; [more: string]: unknown }[] = [];
export const answers: { save?: string | undefined; open?: string[]; message?: number } = {};
export const opened: string[] = [];
/** Windows that pages have opened. */
const papers: Page[] = [];

let chromium: StandInChromium | undefined;
let door: SchemeDoor | undefined;
const switches: [string, string?][] = [];
const privileged: unknown[] = [];

class Preventable {
  defaultPrevented = false;
  readonly url: string;
  readonly isMainFrame: boolean;
  readonly isSameDocument = false;
  constructor(url = '', isMainFrame = true) {
    this.url = url;
    this.isMainFrame = isMainFrame;
  }
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

class App extends EventEmitter {
  readonly isPackaged = settings.packaged;
  readonly #paths = new Map<string, string>([['downloads', tmpdir()]]);
  readonly #ready = Promise.withResolvers<void>();
  readonly ended = Promise.withResolvers<number>();
  #isEnding = false;
  readonly commandLine = {
    appendSwitch: (name: string, value?: string) => void switches.push([name, value]),
    hasSwitch: (name: string) => Object.hasOwn(settings.switches, name),
    getSwitchValue: (name: string) => settings.switches[name] ?? '',
  };

  enableSandbox(): void {
    requireNotReady('app.enableSandbox()');
    done.push('enableSandbox');
  }
  getVersion(): string {
    return '0.1.0';
  }
  setAppUserModelId(id: string): void {
    done.push(`setAppUserModelId ${id}`);
  }
  setPath(name: string, path: string): void {
    if (!existsSync(path)) throw new Error(`Failed to set path: ${path} does not exist`);
    done.push(`setPath ${name}`);
    this.#paths.set(name, path);
  }
  getPath(name: string): string {
    return this.#paths.get(name) ?? tmpdir();
  }
  setBadgeCount(count: number): boolean {
    shown.push({ kind: 'badge', count });
    return true;
  }
  requestSingleInstanceLock(): boolean {
    done.push('requestSingleInstanceLock');
    const first = settings.locks.get(this.getPath('userData'));
    if (first !== undefined) {
      first();
      return false;
    }
    settings.locks.set(this.getPath('userData'), () => this.emit('second-instance', {}, [], ''));
    return true;
  }
  releaseSingleInstanceLock(): void {
    settings.locks.delete(this.getPath('userData'));
  }
  whenReady(): Promise<void> {
    return this.#ready.promise;
  }
  async becomeReady(): Promise<void> {
    door = await openSchemeDoor(() => sessions.get('persist:panshi')?.protocol.handler);
    chromium = await StandInChromium.open(door.port, switches, asked);
    readiness.isReady = true;
    this.#ready.resolve();
  }
  quit(): void {
    if (this.#isEnding) return;
    const event = new Preventable();
    for (const window of [...BrowserWindow.all]) window.close();
    this.emit('will-quit', event);
    if (!event.defaultPrevented) this.exit(0);
  }
  exit(code = 0): void {
    if (this.#isEnding) return;
    this.#isEnding = true;
    if (settings.locks.get(this.getPath('userData')) !== undefined && done.includes('requestSingleInstanceLock') && chromium !== undefined) settings.locks.delete(this.getPath('userData'));
    for (const { child } of forked) if (child.exitCode === null) child.kill('SIGKILL');
    void Promise.allSettled([chromium?.close(), door?.close()]).then(() => this.ended.resolve(code));
  }
}

export const app = new App();

type Handler = (request: Request) => Promise<Response> | Response;

/** A session, which only remembers its handlers: the stand-in's Chromium asks them. */
class Session extends EventEmitter {
  readonly handlers: Record<string, (...args: never[]) => unknown> = {};
  readonly protocol: { handler: Handler | undefined; handle(scheme: string, handler: Handler): void } = {
    handler: undefined,
    handle(_scheme, handler) {
      this.handler = handler;
    },
  };
  readonly webRequest = { onBeforeRequest: (_filter: unknown, listener: (...args: never[]) => unknown) => void (this.handlers['onBeforeRequest'] = listener) };
  #keep(name: string) {
    return (handler: (...args: never[]) => unknown) => void (this.handlers[name] = handler);
  }
  setSpellCheckerEnabled = (on: boolean): void => void done.push(`spellChecker ${on}`);
  setPermissionRequestHandler = this.#keep('permissionRequest');
  setPermissionCheckHandler = this.#keep('permissionCheck');
  setDevicePermissionHandler = this.#keep('devicePermission');
  setBluetoothPairingHandler = this.#keep('bluetooth');
  setDisplayMediaRequestHandler = this.#keep('displayMedia');
  setCertificateVerifyProc = this.#keep('certificate');
}

const sessions = new Map<string, Session>();
export const session = {
  fromPartition(name: string): Session {
    requireReady('session');
    const known = sessions.get(name) ?? new Session();
    sessions.set(name, known);
    return known;
  },
  get defaultSession(): Session {
    return session.fromPartition('');
  },
};

export const protocol = {
  registerSchemesAsPrivileged(schemes: unknown[]): void {
    requireNotReady('protocol.registerSchemesAsPrivileged');
    done.push('registerSchemesAsPrivileged');
    privileged.push(...schemes);
  },
};

class WebContents extends EventEmitter {
  readonly window: BrowserWindow;
  openHandler: ((details: { url: string }) => { action: string }) | undefined;
  #page: Promise<Page> | undefined;
  #url = '';

  constructor(window: BrowserWindow) {
    super();
    this.window = window;
  }

  /** The page behind it. */
  page(): Promise<Page> {
    this.#page ??= this.#make();
    return this.#page;
  }
  async #make(): Promise<Page> {
    if (chromium === undefined) throw new Error('a window before the program was ready');
    const page = await chromium.page(this.window.options.webPreferences?.preload);
    byPage.set(page, this);
    page.on('crash', () => {
      this.#page = undefined;
      byPage.delete(page);
      void page.close().catch(() => {});
      this.#isDying = true;
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
      this.#isDying = false;
    });
    page.on('dialog', (dialog) => {
      if (dialog.type() !== 'beforeunload') return void dialog.dismiss().catch(() => {});
      const event = new Preventable();
      this.emit('will-prevent-unload', event);
      void (event.defaultPrevented ? dialog.accept() : dialog.dismiss()).catch(() => {});
    });
    return page;
  }
  #isDying = false;
  async loadURL(url: string): Promise<void> {
    // Some versions of Electron die of it: what tells of the old process has not come to its end yet.
    if (this.#isDying) throw new Error('a page was loaded while the death of the one before was still being told');
    this.#url = url;
    const page = await this.page();
    try {
      await chromium?.load(page, url);
    } catch (error) {
      this.emit('did-fail-load', {}, -2, 'ERR_FAILED', url, true);
      throw error;
    }
    this.window.emit('ready-to-show');
  }
  getURL(): string {
    return this.#url;
  }
  getTitle(): string {
    return '磐石';
  }
  getType(): string {
    return 'window';
  }
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }
  setWebRTCIPHandlingPolicy(policy: string): void {
    done.push(`webrtc ${policy}`);
  }
  send(channel: string, value: unknown): void {
    void this.page().then((page) => page.evaluate(([name, given]) => (window as unknown as { __standInHear?: (name: string, value: unknown) => void }).__standInHear?.(name as string, given), [channel, value])).catch(() => {});
  }
  print(_options: unknown, callback: (ok: boolean) => void): void {
    shown.push({ kind: 'print' });
    callback(true);
  }
  async printToPDF(): Promise<Buffer> {
    return Buffer.from(await (await this.page()).pdf({ format: 'A4', printBackground: true }));
  }
}

const byPage = new Map<Page, WebContents>();

export class BrowserWindow extends EventEmitter {
  static readonly all = new Set<BrowserWindow>();
  static fromWebContents(contents: WebContents): BrowserWindow {
    return contents.window;
  }
  readonly options: { webPreferences?: { preload?: string }; [name: string]: unknown };
  readonly webContents: WebContents;
  #isDestroyed = false;
  focused = 0;

  constructor(options: BrowserWindow['options']) {
    super();
    requireReady('BrowserWindow');
    this.options = options;
    this.webContents = new WebContents(this);
    BrowserWindow.all.add(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }
  isDestroyed(): boolean {
    return this.#isDestroyed;
  }
  isMinimized(): boolean {
    return false;
  }
  isMaximized(): boolean {
    return false;
  }
  isFocused(): boolean {
    return settings.focused;
  }
  getNormalBounds() {
    return { x: 10, y: 20, width: 1200, height: 800 };
  }
  maximize(): void {}
  show(): void {
    shown.push({ kind: 'window' });
  }
  focus(): void {
    this.focused += 1;
  }
  restore(): void {}
  removeMenu(): void {}
  close(): void {
    this.emit('close', new Preventable());
    this.destroy();
  }
  destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    BrowserWindow.all.delete(this);
    this.emit('closed');
    if (BrowserWindow.all.size === 0) app.emit('window-all-closed');
  }
}

/** What the stand-in's Chromium asks goes to what the program has registered. */
const asked: Asked = {
  mayGo(page, url, isMainFrame) {
    const contents = byPage.get(page);
    if (contents === undefined) return false;
    const events = isMainFrame ? ['will-frame-navigate', 'will-navigate'] : ['will-frame-navigate'];
    return events.every((name) => {
      const event = new Preventable(url, isMainFrame);
      contents.emit(name, event);
      return !event.defaultPrevented;
    });
  },
  mayOpen(page, url) {
    const allowed = byPage.get(page)?.openHandler?.({ url }).action === 'allow';
    opened.push(`${allowed ? 'allow' : 'deny'} ${url}`);
    return allowed;
  },
  made(page, child) {
    const paper = Object.assign(new EventEmitter(), { removeMenu: () => {}, destroy: () => void child.close().catch(() => {}) });
    papers.push(child);
    byPage.get(page)?.emit('did-create-window', paper, {});
  },
  async mayRequest(url) {
    const listener = session.fromPartition('persist:panshi').handlers['onBeforeRequest'] as ((details: { url: string }, answer: (response: { cancel: boolean }) => void) => void) | undefined;
    if (listener === undefined) return true;
    return await new Promise((resolve) => listener({ url }, ({ cancel }) => resolve(!cancel)));
  },
  async invoke(page, frame, channel, args) {
    const handler = ipcMain.handlers.get(channel);
    if (handler === undefined) throw new Error(`no handler for ${channel}`);
    return await handler({ sender: byPage.get(page), senderFrame: frame }, ...args);
  },
};

export const ipcMain = {
  handlers: new Map<string, (event: unknown, ...args: readonly unknown[]) => unknown>(),
  handle(channel: string, handler: (event: unknown, ...args: readonly unknown[]) => unknown): void {
    this.handlers.set(channel, handler);
  },
};

export const Menu = {
  shown: [] as { label?: string; submenu?: { label?: string; click?: () => void }[] }[],
  buildFromTemplate: <T>(template: T): { template: T } => ({ template }),
  setApplicationMenu(menu: { template: never[] }): void {
    Menu.shown = menu.template;
  },
};

export class Tray extends EventEmitter {
  static readonly all = new Set<Tray>();
  constructor() {
    super();
    requireReady('Tray');
    Tray.all.add(this);
  }
  setImage(): void {}
  setToolTip(): void {}
  setContextMenu(): void {}
  destroy(): void {
    Tray.all.delete(this);
  }
}

export class Notification extends EventEmitter {
  static isSupported = (): boolean => true;
  readonly #options: { title: string; body: string };
  constructor(options: { title: string; body: string }) {
    super();
    this.#options = options;
  }
  show(): void {
    shown.push({ kind: 'notification', ...this.#options });
  }
}

export const nativeImage = { createFromBitmap: (bitmap: Buffer) => ({ bitmap }) };
export const nativeTheme = { themeSource: 'system', shouldUseDarkColors: false };
export const shell = { openExternal: (url: string) => Promise.resolve(void opened.push(`outside ${inner(url)}`)) };
export const powerMonitor = Object.assign(new EventEmitter(), {
  getSystemIdleState: (threshold: number) => (settings.screenLocked ? 'locked' : settings.idle >= threshold ? 'idle' : 'active'),
});
const display = { id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1040 } };
export const screen = {
  getPrimaryDisplay() {
    requireReady('screen');
    return display;
  },
  getAllDisplays: () => [display],
};
export const clipboard = {
  text: '',
  readText: () => Promise.resolve(clipboard.text),
  clear: () => {
    clipboard.text = '';
  },
};
export const dialog = {
  showErrorBox: (title: string, content: string) => void shown.push({ kind: 'error', title, content }),
  showMessageBox: (_window: unknown, options: object) => {
    shown.push({ kind: 'message', ...options });
    return Promise.resolve({ response: answers.message ?? 1 });
  },
  showMessageBoxSync: (_window: unknown, options: object) => {
    shown.push({ kind: 'message', ...options });
    return answers.message ?? 0;
  },
  showSaveDialog: (_window: unknown, options: object) => {
    shown.push({ kind: 'save', ...options });
    return Promise.resolve({ canceled: answers.save === undefined, filePath: answers.save ?? '' });
  },
  showOpenDialog: (_window: unknown, options: object) => {
    shown.push({ kind: 'open', ...options });
    return Promise.resolve({ canceled: answers.open === undefined, filePaths: answers.open ?? [] });
  },
};
export const safeStorage = {
  isEncryptionAvailable: () => readiness.isReady,
  getSelectedStorageBackend: () => (readiness.isReady ? settings.backend : 'unknown'),
  encryptString(text: string): Buffer {
    requireReady('safeStorage');
    const cipher = createCipheriv('aes-256-gcm', accountKey(), Buffer.alloc(12));
    return Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  },
  decryptString(sealed: Buffer): string {
    requireReady('safeStorage');
    const decipher = createDecipheriv('aes-256-gcm', accountKey(), Buffer.alloc(12)).setAuthTag(sealed.subarray(-16));
    return decipher.update(sealed.subarray(0, -16), undefined, 'utf8') + decipher.final('utf8');
  },
};
function accountKey(): Buffer {
  return createHash('sha256').update(settings.account).digest();
}

/** For tests. */
export const standIn = {
  done,
  shown,
  answers,
  opened,
  papers,
  forked,
  privileged,
  switches,
  clipboard,
  session: () => session.fromPartition('persist:panshi'),
  windows: () => [...BrowserWindow.all],
  escaped: (): readonly string[] => chromium?.escaped ?? [],
  blocked: (): readonly string[] => chromium?.blocked ?? [],
};
export { MessageChannelMain, utilityProcess };
