import { EventEmitter } from 'node:events';
import { beforeEach, expect, it, vi } from 'vitest';
import { openWindow, type WindowPlace } from './open-window.ts';

interface Made extends EventEmitter {
  readonly webContents: EventEmitter;
  readonly shown: number;
  readonly maximised: boolean;
}

const made = vi.hoisted(() => ({ windows: [] as Made[] }));

vi.mock('electron', () => ({
  screen: { getPrimaryDisplay: () => ({ id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1040 } }), getAllDisplays: () => [] },
  BrowserWindow: class extends EventEmitter {
    readonly webContents = new EventEmitter();
    shown = 0;
    maximised = false;
    constructor() {
      super();
      made.windows.push(this);
    }
    isDestroyed = (): boolean => false;
    show = (): void => void (this.shown += 1);
    maximize = (): void => void (this.maximised = true);
    isMaximized = (): boolean => this.maximised;
    getNormalBounds = () => ({ x: 1, y: 2, width: 1200, height: 800 });
  },
}));

function open(more: Partial<WindowPlace> = {}) {
  openWindow({ state: undefined, preload: '/preload.cjs', packaged: true, title: '磐石', dark: false, onLeft: () => {}, ...more });
  const window = made.windows.at(-1);
  if (window === undefined) throw new Error('no window was made');
  return window;
}

beforeEach(() => void made.windows.splice(0));

it('a window is shown when its page is there, as large as it was left', () => {
  const window = open({ state: { bounds: { x: 0, y: 0, width: 1200, height: 800 }, maximised: true } });
  expect(window.shown).toBe(0);
  window.emit('ready-to-show');
  expect([window.shown, window.maximised]).toEqual([1, true]);
});

it('a window is shown when its page cannot be loaded, which is never ready to be shown; and once only', () => {
  const window = open();
  window.webContents.emit('did-fail-load');
  window.emit('ready-to-show');
  expect(window.shown).toBe(1);
});

it('a window closes though its place cannot be kept: an error here would be shown to the person, with the program\'s own lines', () => {
  const left: unknown[] = [];
  const window = open({
    onLeft: (state) => {
      left.push(state);
      throw new Error('disk full');
    },
  });
  expect(() => window.emit('close')).not.toThrow();
  expect(left).toEqual([{ bounds: { x: 1, y: 2, width: 1200, height: 800 }, maximised: false }]);
});
