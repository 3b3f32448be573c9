import { FuseV1Options } from '@electron/fuses';
import { describe, expect, it } from 'vitest';
import {
  FUSES, IDLE_SECONDS, isOwnAddress, mayBegin, mayDownload, mayNavigate, mayNavigateFrame, mayOpenOutside, mayRequest, mayRestart, mayUse, paperPreferences, reasonToLock,
  refusedSwitches, SCHEME_PRIVILEGES, SWITCHES, windowWish, workbenchPreferences,
} from './index.ts';

const OWN = ['panshi://app/', 'panshi://app/records/customer?x=1#y', 'panshi://app'];
/** Addresses that pages try to lead to, in one spelling or another. */
const FOREIGN = [
  'https://example.com/', 'http://panshi.invalid/', 'https://app/', 'panshi://other/', 'panshi://app.example.com/', 'panshi://app:8443/', 'panshi://user@app/',
  'panshi:app', 'panshi:///app', 'file:///etc/passwd', 'ftp://example.com/', `${'java'}script:alert(1)`, 'data:text/html,x', 'about:blank', 'ws://localhost/',
  'wss://example.com/', 'smb://host/share', 'chrome://gpu', 'view-source:panshi://app/', 'devtools://devtools/bundled/inspector.html', 'ms-msdt:/id',
  'blob:https://example.com/1', 'filesystem:panshi://app/x', '', ' ', 'null', '//app/', 'panshi://',
];

describe('addresses', () => {
  it.each(OWN)('%s is the program\'s own', (address) => expect(isOwnAddress(address)).toBe(true));
  it.each(FOREIGN)('%j is not', (address) => expect(isOwnAddress(address)).toBe(false));
});

describe('a window', () => {
  it.each(OWN)('goes to %s', (address) => expect(mayNavigate(address)).toBe(true));
  it.each([...FOREIGN, 'blob:panshi://app/1'])('does not go to %j', (address) => expect(mayNavigate(address)).toBe(false));
  it.each(['panshi://app/api', 'panshi://app/api/v1/session', 'panshi://app/api/v1/docs'])('does not go to the interface: %s', (address) => expect(mayNavigate(address)).toBe(false));
  it.each([['blob:panshi://app/7f', true], ['about:blank', true], ['about:srcdoc', true], ['panshi://app/x', false], ['panshi://app/api/v1/session', false],
    ...FOREIGN.filter((address) => address !== 'about:blank').map((address) => [address, false] as const)] as const)(
    'shows in a frame %j: %s', (address, may) => expect(mayNavigateFrame(address)).toBe(may));
  it('opens a paper that a page has made, and nothing else', () => {
    expect(windowWish('blob:panshi://app/7f', [])).toBe('paper');
    for (const address of [...FOREIGN, ...OWN, 'panshi://app/api/v1/session']) expect(windowWish(address, [])).toBe('deny');
  });
  it('opens the description of the interface, which leads to itself and nowhere else', () => {
    for (const address of ['panshi://app/api/v1/docs', 'panshi://app/api/v1/docs?lang=en', 'panshi://app/api/v1/openapi.json']) {
      expect([windowWish(address, []), mayBegin(address), mayNavigate(address)]).toEqual(['paper', true, false]);
    }
    for (const address of ['panshi://app/api/v1/docs/../session', 'panshi://app/api/v1/docsx', 'https://app/api/v1/docs', ...OWN]) expect(mayBegin(address)).toBe(false);
  });
  it.each(FOREIGN)('saves nothing from %j', (address) => expect(mayDownload(address)).toBe(false));
  it('saves what its own pages give', () => {
    expect(mayDownload('blob:panshi://app/7f')).toBe(true);
    expect(mayDownload('panshi://app/api/v1/records/customer?format=csv')).toBe(true);
  });
});

describe('links to the outside', () => {
  const listed = ['inv-veri.chinatax.gov.cn'];
  it.each([
    ['https://inv-veri.chinatax.gov.cn/index.html', true],
    ['https://INV-VERI.chinatax.gov.cn/', true],
    ['http://inv-veri.chinatax.gov.cn/', false],
    ['https://inv-veri.chinatax.gov.cn:8443/', false],
    ['https://user:word@inv-veri.chinatax.gov.cn/', false],
    ['https://inv-veri.chinatax.gov.cn.example.com/', false],
    ['https://example.com/?https://inv-veri.chinatax.gov.cn/', false],
    ['file://inv-veri.chinatax.gov.cn/share', false],
  ])('%s: %s', (address, may) => expect(mayOpenOutside(address, listed)).toBe(may));
  it.each(FOREIGN)('as shipped, %j opens nowhere', (address) => expect(mayOpenOutside(address, [])).toBe(false));
});

describe('the session', () => {
  it.each(['http://a/', 'https://a/', 'ws://a/', 'wss://a/', 'ftp://a/', 'file:///a', 'panshi://other/', 'chrome-extension://abcdefghijklmnopabcdefghijklmnop/x'])(
    'lets no request out to %s', (address) => expect(mayRequest(address, true)).toBe(false));
  it.each(['panshi://app/api/v1/lobby', 'blob:panshi://app/1', 'data:image/png;base64,AA=='])('loads %s', (address) => expect(mayRequest(address, true)).toBe(true));
  it('knows the developer tools only where the program is developed', () => {
    expect(mayRequest('devtools://devtools/bundled/x', false)).toBe(true);
    expect(mayRequest('devtools://devtools/bundled/x', true)).toBe(false);
  });
});

describe('permissions', () => {
  it.each(['media', 'geolocation', 'notifications', 'midi', 'midiSysex', 'pointerLock', 'fullscreen', 'openExternal', 'clipboard-read', 'hid', 'serial', 'usb',
    'fileSystem', 'display-capture', 'idle-detection', 'storage-access', 'window-management', 'local-network-access', 'unknown', 'something-new'])(
    '%s is denied to the own pages too', (permission) => expect(mayUse(permission, 'panshi://app/', true)).toBe(false));
  it('copying is granted to the own page alone, not to a frame in it or to anybody else', () => {
    expect(mayUse('clipboard-sanitized-write', 'panshi://app/', true)).toBe(true);
    expect(mayUse('clipboard-sanitized-write', 'panshi://app/', false)).toBe(false);
    for (const from of FOREIGN) expect(mayUse('clipboard-sanitized-write', from, true)).toBe(false);
  });
});

describe('web preferences', () => {
  const closed = {
    contextIsolation: true, sandbox: true, nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false, webSecurity: true,
    allowRunningInsecureContent: false, experimentalFeatures: false, webviewTag: false, spellcheck: false,
  };
  it('isolate the workbench', () => expect(workbenchPreferences('/p.cjs', true)).toMatchObject({ ...closed, preload: '/p.cjs', devTools: false }));
  it('let papers be shown: the PDF viewer is the only plugin that there is', () => expect([workbenchPreferences('/p.cjs', true).plugins, paperPreferences(true).plugins]).toEqual([true, true]));
  it('give a paper no way to the program', () => {
    expect(paperPreferences(true)).toMatchObject({ ...closed, devTools: false });
    expect(paperPreferences(true)).not.toHaveProperty('preload');
  });
  it('have developer tools only in development', () => expect(workbenchPreferences('/p.cjs', false).devTools).toBe(true));
});

describe('the scheme', () => {
  it('is standard and secure, and passes by no content policy', () =>
    expect(SCHEME_PRIVILEGES).toMatchObject({ standard: true, secure: true, bypassCSP: false, corsEnabled: false, allowServiceWorkers: false, allowExtensions: false }));
});

describe('switches', () => {
  it.each(['remote-debugging-port', 'inspect', 'no-sandbox', 'disable-web-security', 'proxy-server', 'load-extension', 'ssl-key-log-file', 'browser-subprocess-path', 'single-process',
    'disable-namespace-sandbox', 'host-resolver-rules', 'auto-open-devtools-for-tabs'])(
    'a packaged program does not start with --%s', (name) => {
      expect(refusedSwitches((asked) => asked === name, true)).toEqual([name]);
      expect(refusedSwitches((asked) => asked === name, false)).toEqual([]);
    });
  it('quieten Chromium and keep it from looking up names', () => {
    const set = new Map(SWITCHES.map(([name, value]) => [name, value]));
    expect([...set.keys()]).toEqual(expect.arrayContaining(['disable-background-networking', 'disable-component-update', 'disable-breakpad', 'dns-prefetch-disable', 'no-pings']));
  });
});

describe('fuses', () => {
  it('are all set, also those of a later Electron', () => {
    const known = Object.keys(FuseV1Options).filter((name) => Number.isNaN(Number(name)));
    expect(Object.keys(FUSES).toSorted()).toEqual(known.toSorted());
  });
  it('close what opens the binary, and open what checks it', () =>
    expect(FUSES).toEqual({
      RunAsNode: false, EnableCookieEncryption: true, EnableNodeOptionsEnvironmentVariable: false, EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true, OnlyLoadAppFromAsar: true, LoadBrowserProcessSpecificV8Snapshot: false, GrantFileProtocolExtraPrivileges: false,
      WasmTrapHandlers: true,
    }));
});

describe('idle and restarts', () => {
  it('locks when nobody is there, or the system says that the screen is locked', () => {
    expect((['active', 'idle', 'locked', 'unknown'] as const).map(reasonToLock)).toEqual([undefined, 'idle', 'screen', undefined]);
    expect(IDLE_SECONDS).toBe(900);
  });
  it('starts a host again three times in ten minutes, and then asks', () => {
    const minute = 60_000;
    expect(mayRestart([0], 0)).toBe(true);
    expect(mayRestart([0, minute, 2 * minute], 2 * minute)).toBe(true);
    expect(mayRestart([0, minute, 2 * minute, 3 * minute], 3 * minute)).toBe(false);
    expect(mayRestart([0, minute, 2 * minute, 11 * minute], 11 * minute)).toBe(true);
  });
});
