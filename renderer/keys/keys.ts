import { onScopeDispose, readonly, shallowReactive, type Ref } from 'vue';

/** One key of a page: `ctrl+s`, `f2`, `alt+arrowleft`, `?`. */
export interface Key {
  readonly keys: string;
  /** Shown in the list of keys; a key without a label is not shown. */
  readonly label?: () => string;
  /** @returns false to let the key pass on */
  run(event: KeyboardEvent): boolean | void;
  /** Also while a field has the focus; keys with Ctrl, Alt or F-numbers do so anyway. */
  readonly whileTyping?: boolean;
}

interface Layer {
  readonly name: () => string;
  readonly keys: readonly Key[];
  readonly active: () => boolean;
  readonly modal: boolean;
}

export interface LayerOptions {
  /** While it is active, no layer below gets a key: for dialogs. */
  readonly modal?: boolean;
}

const layers = shallowReactive<Layer[]>([]);

/** Keys that work now, the latest layer first: for the list of keys. */
export function keysNow(): readonly { readonly name: string; readonly keys: readonly Key[] }[] {
  return readonly(layers).filter((layer) => layer.active()).toReversed().map((layer) => ({ name: layer.name(), keys: layer.keys }));
}

/** Keys that do one thing or go together, as people are told of them: arrows. */
export interface ShownKeys {
  readonly keys: readonly string[];
  readonly label: () => string;
}

interface ShownLayer {
  readonly name: () => string;
  readonly keys: readonly ShownKeys[];
  readonly active: () => boolean;
}

const lists = shallowReactive<ShownLayer[]>([]);

/** Keys to be shown now, under their names: those of the layers that have a label, and those that parts of the page handle themselves. Nothing is shown twice. */
export function keysShown(): readonly { readonly name: string; readonly keys: readonly ShownKeys[] }[] {
  const laid = keysNow().map(({ name, keys }) => ({ name, keys: keys.flatMap(({ keys: pressing, label }): ShownKeys[] => (label === undefined ? [] : [{ keys: [pressing], label }])) }));
  const own = lists.filter((list) => list.active()).map((list) => ({ name: list.name(), keys: list.keys }));
  const named = Map.groupBy([...own, ...laid], ({ name }) => name);
  return [...named].flatMap(([name, parts]) => {
    const keys = new Map(parts.flatMap((part) => part.keys).map((one) => [one.keys.join(' '), one]));
    return keys.size === 0 ? [] : [{ name, keys: [...keys.values()] }];
  });
}

/**
 * Tells of keys that a part of the page handles itself, such as a grid, for as long as it lives: they are shown, and nothing else.
 * @param active says when they hold
 */
export function showKeys(name: () => string, keys: readonly ShownKeys[], active: Ref<boolean> | (() => boolean) = () => true): void {
  const list: ShownLayer = { name, keys, active: typeof active === 'function' ? active : () => active.value };
  lists.push(list);
  onScopeDispose(() => {
    const at = lists.indexOf(list);
    if (at >= 0) lists.splice(at, 1);
  });
}

/**
 * Keys of a page or dialog, for as long as the component lives. A later layer comes before an earlier one.
 * @param active says when they hold, such as while the tab is in front
 * @param options for dialogs
 */
export function useKeys(name: () => string, keys: readonly Key[], active: Ref<boolean> | (() => boolean) = () => true, options: LayerOptions = {}): void {
  const layer: Layer = { name, keys, active: typeof active === 'function' ? active : () => active.value, modal: options.modal ?? false };
  layers.push(layer);
  onScopeDispose(() => {
    const at = layers.indexOf(layer);
    if (at >= 0) layers.splice(at, 1);
  });
}

/** The keys pressed, as written in `Key.keys`; undefined while an input method composes: those keys are its own. */
export function pressed(event: KeyboardEvent): string | undefined {
  if (event.isComposing || event.keyCode === 229 || event.key === 'Process') return undefined;
  const held = [event.ctrlKey || event.metaKey ? 'ctrl' : '', event.altKey ? 'alt' : '', event.shiftKey && event.key.length > 1 ? 'shift' : ''];
  return [...held.filter((part) => part !== ''), written(event.key)].join('+');
}

/** Whether a dialog lies over the pages. */
export function isModalOpen(): boolean {
  return [...document.querySelectorAll<HTMLElement>('dialog[open], [aria-modal=true]')].some((dialog) => dialog.checkVisibility());
}

/** Whether a menu or list hangs open that closes itself at Escape. */
function isMenuOpen(): boolean {
  return [...document.querySelectorAll<HTMLElement>('.el-dropdown__popper, .el-select__popper, .el-picker__popper')].some((menu) => menu.checkVisibility());
}

/** A key as the input method's full-width forms mean it: `？` is `?`. */
function written(key: string): string {
  return (key.length === 1 ? key.normalize('NFKC') : key).toLowerCase();
}

function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input:not([type=checkbox]):not([type=radio]):not([type=button]), textarea, select');
}

/** Listens at the window, once. @returns ends listening */
export function listenToKeys(): () => void {
  let modal = false;
  // A dialog or menu that closes itself at Escape is gone when the key arrives here; that same key must not leave the page below as well.
  const onStart = (): void => {
    modal = isModalOpen() || isMenuOpen();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented) return;
    const keys = pressed(event);
    if (keys === undefined) return;
    const typing = isTyping(event) && !/^(ctrl|alt)\+|^(shift\+)?f\d+$|^escape$/.test(keys);
    for (const layer of [...layers].reverse()) {
      if (!layer.active() || (keys === 'escape' && modal && !layer.modal)) continue;
      for (const key of layer.keys) {
        if (key.keys !== keys || (typing && key.whileTyping !== true)) continue;
        if (key.run(event) === false) continue;
        event.preventDefault();
        return;
      }
      if (layer.modal) return;
    }
  };
  window.addEventListener('keydown', onStart, true);
  window.addEventListener('keydown', onKey);
  return () => {
    window.removeEventListener('keydown', onStart, true);
    window.removeEventListener('keydown', onKey);
  };
}
