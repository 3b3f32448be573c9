import { hostname } from 'node:os';
import { dirname } from 'node:path';
import {
  app, clipboard, dialog, MessageChannelMain, nativeTheme, Notification, powerMonitor, session, utilityProcess, type BrowserWindow, type WebContents,
} from 'electron';
import type { DesktopCommand, DesktopConnection, LockReason } from '#common/desktop';
import { isPanshiError } from '#common/errors';
import { createPages } from '#server/http/pages.ts';
import { openLanDoor, pair, readConnection, saveConnection, type Connection, type LanDoor } from '../client/index.ts';
import { answerCalls, COMMAND_EVENT, LOCK_EVENT } from '../ipc/index.ts';
import type { MenuDoings } from '../menu/index.ts';
import { ClipboardMark, noticeLine } from '../notices/index.ts';
import { OWN_PAGES, ownPages } from '../own-pages/index.ts';
import { APP_ORIGIN, IDLE_SECONDS, mayRestart, PARTITION, reasonToLock, SCHEME } from '../policy/index.ts';
import { appHandler } from '../scheme/index.ts';
import { SessionToken } from '../session/index.ts';
import { guardContents, guardSession, openWindow } from '../window/index.ts';
import { say } from '../words.ts';
import { callsOf, printToPdf, printWindow } from './calls.ts';
import { KeychainDesk } from './keychain-desk.ts';
import { LocalHost } from './local-host.ts';
import { desktopFiles, type Places } from './places.ts';
import { SessionLock } from './session-lock.ts';
import { readSettings, saveSettings, type Settings } from './settings-file.ts';
import { ShownMenus } from './shown-menus.ts';
import { offerUpdate, openUpdateDesk } from './updates.ts';

export interface DesktopPlace {
  /** The data folder of this machine's own host. */
  readonly data: string;
  /** The program's own folder. */
  readonly folder: string;
  readonly places: Places;
}

const LOOK_MS = 10_000;

/** The running program: one window, one host, one person at a time. */
export class Desktop {
  readonly #place: DesktopPlace;
  readonly #files: ReturnType<typeof desktopFiles>;
  readonly #token = new SessionToken(() => this.#sessionEnded());
  readonly #clipboard = new ClipboardMark(clipboard);
  readonly #keychain: KeychainDesk;
  readonly #host: LocalHost;
  readonly #lock: SessionLock;
  readonly #menus: ShownMenus;
  readonly #crashes: number[] = [];
  #settings: Settings;
  /** Nothing while the settings are damaged. */
  #connection: Connection | undefined;
  #lan: LanDoor | undefined;
  readonly #updates: ReturnType<typeof openUpdateDesk>;
  #window: BrowserWindow | undefined;
  readonly #papers = new Set<BrowserWindow>();
  #unread = 0;
  /** The program itself turns the page, whatever the page would ask. */
  #isTurning = false;

  constructor(place: DesktopPlace) {
    this.#place = place;
    this.#files = desktopFiles(place.folder);
    this.#settings = readSettings(this.#files.settings);
    this.#updates = openUpdateDesk({
      program: dirname(dirname(place.places.pages)),
      address: this.#settings.updates,
      version: app.getVersion(),
      seenFile: this.#files.updates,
      // With what this machine's system trusts, as the download has it.
      fetch: (url) => session.fromPartition('electron-updater', { cache: false }).fetch(url.href, { credentials: 'omit', redirect: 'error' }),
    });
    this.#keychain = new KeychainDesk(this.#files.keychain);
    this.#host = new LocalHost({
      kept: this.#keychain.kept,
      isKeychainSound: () => this.#keychain.why() === undefined,
      fork: () => utilityProcess.fork(place.places.host, [place.data], { serviceName: 'Panshi host', stdio: app.isPackaged ? ['ignore', 'ignore', 'pipe'] : 'inherit' }),
      channel: () => {
        const { port1, port2 } = new MessageChannelMain();
        return { own: port1, given: port2 };
      },
      now: Date.now,
      onOpened: () => this.#menus.show(),
      onDeath: () => {
        this.#token.forget();
        this.#turnTo(OWN_PAGES.stopped);
      },
      onReturn: () => this.#turnTo('/'),
    });
    this.#lock = new SessionLock({
      token: this.#token,
      ask: (reason) => this.#window?.webContents.send(LOCK_EVENT, reason),
      end: (headers) => this.#api(new Request(`${APP_ORIGIN}/api/v1/session`, { method: 'DELETE', headers })),
      reload: () => this.#turnTo('/'),
      later: (work, ms) => {
        const timer = setTimeout(work, ms);
        return () => clearTimeout(timer);
      },
    });
    this.#menus = new ShownMenus({ doings: this.#doings(), state: () => this.#menuState() });
  }

  /** Guards whatever will show a page, from the very first one. */
  guard(contents: WebContents): void {
    guardContents(contents, { packaged: app.isPackaged, outside: () => this.#settings.outside, isWorkbench: (one) => this.#isWorkbench(one) });
    contents.on('did-create-window', (window) => {
      this.#papers.add(window);
      window.removeMenu();
      window.on('closed', () => this.#papers.delete(window));
    });
  }

  /** Once Electron is ready. */
  async open(): Promise<void> {
    const { places } = this.#place;
    nativeTheme.themeSource = this.#settings.theme;
    const own = session.fromPartition(PARTITION, { cache: false });
    for (const one of new Set([own, session.defaultSession])) guardSession(one, app.isPackaged, () => this.#copied());
    own.protocol.handle(SCHEME, appHandler({
      pages: createPages(places.pages),
      token: this.#token,
      // A header holds plain characters; Chinese machine names are not.
      terminal: hostname().replace(/[^\x21-\x7e]/g, '_').slice(0, 100),
      api: (request) => this.#api(request),
      own: ownPages({
        lang: () => this.#settings.lang,
        connection: () => this.#shownConnection(),
        isRestarting: () => this.#host.isRestarting,
        lastWords: () => this.#host.lastWords,
        restart: () => this.#host.start(),
        useHost: async ({ address, code }) => this.#use(await pair(address, code)),
        useLocal: () => this.#use({ mode: 'local' }),
      }),
      onAnswer: (method, path, status) => this.#heard(method, path, status),
    }));
    answerCalls(callsOf({
      lang: () => this.#settings.lang,
      connection: () => this.#shownConnection(),
      change: (settings) => this.#change(settings),
      unread: (count) => this.#tellUnread(count),
      copied: () => this.#copied(),
      keychain: () => this.#keychain.status(this.#settings.lang),
      remember: () => this.#remember(),
      forget: () => this.#forget(),
      chooseConnection: () => this.#turnTo(OWN_PAGES.connection),
    }), { lang: () => this.#settings.lang, isWorkbench: (contents) => this.#isWorkbench(contents) });
    this.#watchMachine();
    this.#connect();
    await this.#openWindow();
    this.#menus.show();
  }

  /** Brings the window to the front, as a second start asks for. */
  show(): void {
    if (this.#window === undefined) return;
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.show();
    this.#window.focus();
  }

  /** Ends the session and the host. */
  async close(): Promise<void> {
    this.#menus.close();
    await this.#lock.end();
    // Whatever the clipboard says, the host ends in order.
    await this.#clipboard.wipe().catch(() => undefined);
    this.#lan?.close();
    await this.#host.stop();
  }

  #isWorkbench(contents: WebContents): boolean {
    return this.#window !== undefined && !this.#window.isDestroyed() && contents === this.#window.webContents;
  }

  #shownConnection(): DesktopConnection | undefined {
    const now = this.#connection;
    return now?.mode === 'client' ? { mode: 'client', url: now.url } : now;
  }

  #connect(): void {
    try {
      this.#connection = readConnection(this.#files.connection);
    } catch (error) {
      if (!isPanshiError(error)) throw error;
      this.#connection = undefined;
      return;
    }
    this.#beginWork(this.#connection);
  }

  #beginWork(connection: Connection): void {
    if (connection.mode === 'local') void this.#host.start();
    else this.#lan = openLanDoor(connection);
  }

  /** Works with another host from now on; whoever is signed in is signed out before. */
  async #use(chosen: Connection): Promise<void> {
    await this.#lock.end();
    saveConnection(this.#files.connection, chosen);
    this.#lan?.close();
    this.#lan = undefined;
    if (chosen.mode === 'client') await this.#host.stop();
    this.#connection = chosen;
    this.#beginWork(chosen);
    this.#menus.show();
  }

  async #api(request: Request): Promise<Response> {
    if (this.#lan !== undefined) return await this.#lan.fetch(request);
    return await this.#host.fetch(request);
  }

  #heard(method: string, path: string, status: number): void {
    const isByHand = path === '/api/v1/lobby/unlock' || path === '/api/v1/lobby/confirm';
    if (method !== 'POST' || status !== 200 || !isByHand || this.#connection?.mode !== 'local') return;
    this.#keychain.unlockedByHand();
    if (this.#settings.offerKeychain && !this.#keychain.kept.isThere && this.#keychain.why() === undefined) void this.#offerKeychain();
  }

  async #offerKeychain(): Promise<void> {
    if (this.#window === undefined) return;
    const { lang } = this.#settings;
    const { response } = await dialog.showMessageBox(this.#window, {
      type: 'question', message: say('offerRemember', lang), detail: say('offerRememberMore', lang), buttons: [say('yes', lang), say('notNow', lang)], defaultId: 1, cancelId: 1,
    });
    if (response === 0) await this.#remember();
    else this.#change({ offerKeychain: false });
  }

  async #remember(): Promise<void> {
    try {
      await this.#keychain.remember(this.#host);
    } finally {
      this.#menus.show();
    }
  }

  async #forget(): Promise<void> {
    try {
      await this.#keychain.forget(this.#host);
    } finally {
      this.#menus.show();
    }
  }

  #change(settings: Partial<Settings>): void {
    this.#settings = { ...this.#settings, ...settings };
    saveSettings(this.#files.settings, this.#settings);
    nativeTheme.themeSource = this.#settings.theme;
    this.#menus.show();
  }

  #tellUnread(count: number): void {
    const line = noticeLine(this.#settings.lang, this.#unread, count, this.#window?.isFocused() ?? false);
    this.#unread = count;
    app.setBadgeCount(count);
    this.#menus.show();
    if (line === undefined || !Notification.isSupported()) return;
    const notification = new Notification({ title: say('name', this.#settings.lang), body: line, silent: true });
    notification.on('click', () => this.show());
    notification.show();
  }

  #copied(): void {
    // The page tells before the clipboard has it.
    setTimeout(() => void this.#clipboard.set().catch(() => undefined), 100);
  }

  #sessionEnded(): void {
    this.#lock.ended();
    void this.#clipboard.wipe().catch(() => undefined);
    for (const paper of this.#papers) paper.destroy();
    this.#unread = 0;
    app.setBadgeCount(0);
    this.#menus.show();
  }

  #watchMachine(): void {
    powerMonitor.on('lock-screen', () => this.#lock.lock('screen'));
    powerMonitor.on('suspend', () => this.#lock.lock('suspend'));
    const timer = setInterval(() => {
      const reason = reasonToLock(powerMonitor.getSystemIdleState(IDLE_SECONDS));
      if (reason !== undefined) this.#lock.lock(reason);
    }, LOOK_MS);
    app.once('will-quit', () => clearInterval(timer));
  }

  async #openWindow(): Promise<void> {
    const window = openWindow({
      state: this.#settings.window,
      preload: this.#place.places.preload,
      packaged: app.isPackaged,
      title: say('name', this.#settings.lang),
      dark: nativeTheme.shouldUseDarkColors,
      onLeft: (state) => this.#change({ window: state }),
    });
    this.#window = window;
    window.on('closed', () => {
      this.#window = undefined;
    });
    const contents = window.webContents;
    contents.on('will-prevent-unload', (event) => {
      if (this.#isTurning || this.#mayLeave(window)) event.preventDefault();
    });
    contents.on('render-process-gone', (_event, { reason }) => {
      if (reason === 'clean-exit') return;
      const now = Date.now();
      this.#crashes.push(now);
      // Not while the death is still being told: Electron's own part has to be done with the old process before it makes another.
      if (mayRestart(this.#crashes, now)) setImmediate(() => this.#turnTo('/'));
    });
    await this.#load(this.#connection === undefined ? OWN_PAGES.connection : '/');
  }

  /** Asks in the page's place: Electron shows no question of its own. */
  #mayLeave(window: BrowserWindow): boolean {
    const { lang } = this.#settings;
    return dialog.showMessageBoxSync(window, {
      type: 'warning', message: say('leave', lang), buttons: [say('leaveNo', lang), say('leaveYes', lang)], defaultId: 0, cancelId: 0,
    }) === 1;
  }

  /** Shows another page, whatever the one before would ask. */
  #turnTo(path: string): void {
    this.#isTurning = true;
    void this.#load(path).finally(() => {
      this.#isTurning = false;
    });
  }

  async #load(path: string): Promise<void> {
    // A page that is turned over before it is shown is no failure.
    await this.#window?.loadURL(`${APP_ORIGIN}${path}`).catch(() => undefined);
  }

  #menuState() {
    return {
      lang: this.#settings.lang,
      packaged: app.isPackaged,
      mac: process.platform === 'darwin',
      remembered: this.#keychain.kept.isThere,
      local: this.#connection?.mode === 'local',
      updates: this.#updates !== undefined,
      waiting: this.#unread > 0,
    };
  }

  #doings(): MenuDoings {
    const inWindow = (work: (contents: WebContents) => unknown): void => {
      if (this.#window !== undefined) void work(this.#window.webContents);
    };
    const told = (work: Promise<void>): void => {
      work.catch((error: unknown) => {
        const { lang } = this.#settings;
        dialog.showErrorBox(say('name', lang), isPanshiError(error) ? error.text[lang] : say('failed', lang));
      });
    };
    return {
      print: () => inWindow(printWindow),
      printToPdf: () => inWindow((contents) => told(this.#printToPdf(contents))),
      lock: () => this.lock('person'),
      chooseConnection: () => void this.#load(OWN_PAGES.connection),
      toggleRemember: () => told(this.#keychain.kept.isThere ? this.#forget() : this.#remember()),
      quit: () => app.quit(),
      show: () => this.show(),
      about: () => inWindow(() => this.#about()),
      lookForUpdates: () => told(this.#offerUpdate()),
      command: (command: DesktopCommand) => inWindow((contents) => contents.send(COMMAND_EVENT, command)),
    };
  }

  async #printToPdf(contents: WebContents): Promise<void> {
    const { lang } = this.#settings;
    const name = contents.getTitle().replace(/[^\p{L}\p{N} _-]/gu, ' ').trim() || say('name', lang);
    await printToPdf(contents, name, lang);
  }

  /** Locks the workbench. */
  lock(reason: LockReason): void {
    this.#lock.lock(reason);
  }

  async #offerUpdate(): Promise<void> {
    const window = this.#window;
    if (window === undefined || this.#updates === undefined) return;
    const lang = () => this.#settings.lang;
    await offerUpdate(this.#updates, {
      lang,
      tell: async (message) => void (await dialog.showMessageBox(window, { type: 'info', message, buttons: [say('ok', lang())] })),
      ask: async (message, yes) => (await dialog.showMessageBox(window, { type: 'question', message, buttons: [yes, say('notNow', lang())], defaultId: 1, cancelId: 1 })).response === 0,
      leave: async () => {
        // The person has said so: nothing asks again.
        this.#isTurning = true;
        await this.close();
        // An AppImage starts its successor before it has ended; that one must not take it for a program that is there to stay.
        app.releaseSingleInstanceLock();
      },
    });
  }

  async #about(): Promise<void> {
    if (this.#window === undefined) return;
    const { lang } = this.#settings;
    await dialog.showMessageBox(this.#window, { type: 'info', message: `${say('name', lang)} ${app.getVersion()}`, detail: 'Apache-2.0', buttons: [say('ok', lang)] });
  }
}
