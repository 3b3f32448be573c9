// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { effectScope, ref, type EffectScope } from 'vue';
import { keysNow, keysShown, listenToKeys, pressed, showKeys, useKeys, type Key } from './keys.ts';

let scope: EffectScope;
let silence: () => void;
let done: string[];

beforeEach(() => {
  scope = effectScope();
  silence = listenToKeys();
  done = [];
  document.body.replaceChildren();
});
afterEach(() => {
  scope.stop();
  silence();
});

function key(keys: string, more: Partial<Key> = {}): Key {
  return { keys, run: () => { done.push(keys); }, ...more };
}

function press(init: KeyboardEventInit & { keyCode?: number }, target: EventTarget = document.body): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init });
  target.dispatchEvent(event);
  return event;
}

function field(): HTMLInputElement {
  const input = document.createElement('input');
  document.body.append(input);
  return input;
}

describe('keys are written as', () => {
  it.each<[KeyboardEventInit, string]>([
    [{ key: 'k', ctrlKey: true }, 'ctrl+k'],
    [{ key: 'K', metaKey: true }, 'ctrl+k'],
    [{ key: 'ArrowLeft', altKey: true }, 'alt+arrowleft'],
    [{ key: 'Tab', shiftKey: true }, 'shift+tab'],
    [{ key: '?', shiftKey: true }, '?'],
    [{ key: '？', shiftKey: true }, '?'],
  ])('%j: %s', (init, wanted) => {
    expect(pressed(new KeyboardEvent('keydown', init))).toBe(wanted);
  });
});

it('leaves every key of a composition to the input method', () => {
  scope.run(() => useKeys(() => '', [key('enter', { whileTyping: true }), key('escape'), key('ctrl+enter')]));
  const input = field();
  press({ key: 'Enter', isComposing: true }, input);
  press({ key: 'Process', ctrlKey: true }, input);
  press({ key: 'Escape', isComposing: true }, input);
  const old = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true });
  Object.defineProperty(old, 'keyCode', { value: 229 });
  input.dispatchEvent(old);
  expect(done).toEqual([]);
  press({ key: 'Enter' }, input);
  expect(done).toEqual(['enter']);
});

it('letters belong to the field that has the focus; keys with Ctrl, F-numbers and Esc work there too', () => {
  scope.run(() => useKeys(() => '', [key('?'), key('ctrl+s'), key('f2'), key('escape')]));
  const input = field();
  for (const init of [{ key: '?' }, { key: 's', ctrlKey: true }, { key: 'F2' }, { key: 'Escape' }]) press(init, input);
  expect(done).toEqual(['ctrl+s', 'f2', 'escape']);
  press({ key: '?' });
  expect(done.at(-1)).toBe('?');
});

it('the latest layer that is active comes first, and may pass a key on', () => {
  const front = ref(true);
  scope.run(() => {
    useKeys(() => 'shell', [{ keys: 'ctrl+n', run: () => { done.push('shell'); } }]);
    useKeys(() => 'page', [{ keys: 'ctrl+n', run: () => { done.push('page'); } }], front);
    useKeys(() => 'passing', [{ keys: 'ctrl+n', run: () => false }]);
  });
  expect(press({ key: 'n', ctrlKey: true }).defaultPrevented).toBe(true);
  front.value = false;
  press({ key: 'n', ctrlKey: true });
  expect(done).toEqual(['page', 'shell']);
  expect(keysNow().map(({ name }) => name)).toEqual(['passing', 'shell']);
});

it('keys that a grid handles itself are shown while it is in front, once for all grids of a page, and stay its own', () => {
  const front = ref(true);
  const arrows = { keys: ['arrowup', 'arrowdown'], label: () => 'move' };
  scope.run(() => {
    useKeys(() => 'everywhere', [key('ctrl+k', { label: () => 'find' }), key('ctrl+n')]);
    useKeys(() => 'everywhere', [key('ctrl+alt+l', { label: () => 'lock' })]);
    useKeys(() => 'nothing to tell', [key('escape')]);
    for (let grid = 0; grid < 2; grid += 1) showKeys(() => 'rows', [arrows, { keys: ['insert'], label: () => 'add' }], front);
  });
  const shown = (): unknown => keysShown().map(({ name, keys }) => [name, ...keys.map((one) => `${one.keys.join(' ')}: ${one.label()}`)]);
  const everywhere = ['everywhere', 'ctrl+alt+l: lock', 'ctrl+k: find'];
  expect(shown()).toEqual([['rows', 'arrowup arrowdown: move', 'insert: add'], everywhere]);
  expect(press({ key: 'Insert' }).defaultPrevented).toBe(false);
  front.value = false;
  expect(shown()).toEqual([everywhere]);
});

it('a dialog keeps the keys of what lies below to itself', () => {
  const open = ref(true);
  scope.run(() => {
    useKeys(() => 'page', [key('ctrl+enter')]);
    useKeys(() => 'dialog', [key('escape')], open, { modal: true });
  });
  press({ key: 'Enter', ctrlKey: true });
  expect(done).toEqual([]);
  open.value = false;
  press({ key: 'Enter', ctrlKey: true });
  expect(done).toEqual(['ctrl+enter']);
});

it('a layer ends with the component that laid it, and a key already used by a grid is nobody else’s', () => {
  const component = effectScope();
  component.run(() => useKeys(() => 'page', [key('f2')]));
  const used = new KeyboardEvent('keydown', { key: 'F2', bubbles: true, cancelable: true });
  used.preventDefault();
  document.body.dispatchEvent(used);
  component.stop();
  press({ key: 'F2' });
  expect(done).toEqual([]);
});
